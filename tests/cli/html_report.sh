#!/usr/bin/env bash
# The HTML report in a real browser: a click on an action or a rule hides the other posts, a second click on
# the rule brings them back; nothing that stands in a post acts. Exit 77: Chromium is not installed.
#   html_report.sh POSTGATE_COMMAND POSTS_FOLDER
set -euo pipefail
command=$1
posts=$2
if ! command -v chromium >/dev/null; then
  echo "chromium is not installed"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A hostile post beside the samples: markup and a script must be shown, not run.
printf '%s\n' '</div><script>document.title="broken in"</script><img src=x onerror="document.title=1"> VX: abc12345' \
  >"$work/hostile.txt"
"$command" scan --format html "$posts"/*.txt "$work/hostile.txt" >"$work/report.html" || [[ $? -eq 1 ]]

# Runs the page with a script that clicks, and prints what it then says of itself.
after() { # script
  { cat "$work/report.html"; printf '<script>%s</script>' "$1
    document.body.setAttribute('data-seen', Array.from(document.querySelectorAll('article'))
      .filter(function(a){return !a.hidden && a.offsetHeight > 0}).map(function(a){return a.dataset.action}).join(' '));
    document.body.setAttribute('data-title', document.title);"; } >"$work/page.html"
  chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --user-data-dir="$work/profile" --dump-dom "file://$work/page.html" \
    2>/dev/null | grep -o '<body[^>]*>' | head -n 1
}
value() { sed -nE "s/.*$1=\"([^\"]*)\".*/\1/p"; }

all=$(after '')
seen=$(value data-seen <<<"$all")
total=$(wc -w <<<"$seen")
[[ $total -eq $(($(ls "$posts"/*.txt | wc -l) + 1)) ]] || { echo "expected every post to be shown: $all"; exit 1; }
title=$(value data-title <<<"$all")
[[ -n $title && $title != "broken in" && $title != 1 ]] || { echo "a post's own script ran: $title"; exit 1; }

seen=$(after "document.querySelector('button[data-action=block]').click();" | value data-seen)
[[ -z $(tr ' ' '\n' <<<"$seen" | grep -v '^block$') ]] || { echo "a click on 'block' left: $seen"; exit 1; }
blocked=$(wc -w <<<"$seen")
[[ $blocked -gt 0 && $blocked -lt $total ]] || { echo "'block' shows $blocked of $total"; exit 1; }

seen=$(after "document.querySelector('#chart button').click();" | value data-seen)
by_rule=$(wc -w <<<"$seen")
[[ $by_rule -gt 0 && $by_rule -lt $total ]] || { echo "a rule shows $by_rule of $total"; exit 1; }

seen=$(after "var b=document.querySelector('#chart button'); b.click(); b.click();" | value data-seen)
[[ $(wc -w <<<"$seen") -eq $total ]] || { echo "a second click did not undo the first: $seen"; exit 1; }
echo "$total posts, $blocked blocked, $by_rule with the commonest rule"
