// The fixed parts of the HTML report: style and script, both inside the page, so that it needs no
// other file and no network. The text is ASCII and holds nothing that was read from a post.
#pragma once

#include <string_view>

namespace postgate_cli {

inline constexpr std::string_view kHtmlStyle = R"css(
:root{--ink:#1d2330;--dim:#667085;--paper:#fff;--ground:#f4f5f7;--line:#dfe3e8;
--allow:#1a7f37;--flag:#0969a8;--hold:#9a6700;--block:#c4232b;--none:#57606a}
@media(prefers-color-scheme:dark){:root{--ink:#e6e8ec;--dim:#98a1b0;--paper:#1b1f27;--ground:#12151b;
--line:#343b47;--allow:#4ac26b;--flag:#58a6ff;--hold:#e3b341;--block:#ff7b72;--none:#98a1b0}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC",
"Microsoft YaHei",sans-serif;display:flex;flex-direction:column;min-height:100vh}
header{order:1}#overview{order:2}main{order:3;flex:1}footer{order:4;color:var(--dim);font-size:.8rem}
header,#overview,main,footer{width:100%;max-width:60rem;margin:0 auto;padding:.5rem 1rem}
h1{font-size:1.4rem;margin:.6rem 0 0}h2{font-size:1rem;margin:0;overflow-wrap:anywhere}
.allow{--tone:var(--allow)}.flag{--tone:var(--flag)}.hold{--tone:var(--hold)}.block{--tone:var(--block)}
.none{--tone:var(--none)}
button{font:inherit;color:inherit;background:none;border:1px solid var(--line);border-radius:1rem;
padding:.1rem .8rem;cursor:pointer}
button.action{border-color:var(--tone,var(--line));color:var(--tone,inherit)}
button[aria-pressed=true]{background:var(--tone,var(--ink));color:var(--paper)}
#actions{display:flex;flex-wrap:wrap;gap:.4rem;margin:.4rem 0}
#chart{list-style:none;margin:.6rem 0;padding:0}
#chart button{display:grid;grid-template-columns:minmax(9rem,18rem) 1fr 3rem;gap:.6rem;width:100%;border:0;
border-radius:.3rem;padding:.15rem .4rem;text-align:left;align-items:center}
#chart .name{overflow-wrap:anywhere;font-size:.9rem}#chart .count{text-align:right}
#chart .bar{height:.7rem;border-radius:.35rem;background:var(--tone);min-width:3px}
#chart button[aria-pressed=true]{background:var(--ground);color:inherit;outline:2px solid var(--tone)}
article{background:var(--paper);border:1px solid var(--line);border-left:.35rem solid var(--tone);
border-radius:.4rem;padding:.8rem 1rem;margin:0 0 .9rem;break-inside:avoid}
article[hidden]{display:none}
.badge{color:var(--tone);font-weight:700;white-space:nowrap;margin-right:.6rem}
.owner{white-space:pre-line}
.text{white-space:pre-wrap;overflow-wrap:anywhere;margin:.5rem 0;unicode-bidi:isolate}
.role,.label,.where{color:var(--dim);font-size:.8rem}.role{margin-right:.4rem}
mark{background:color-mix(in srgb,var(--tone) 22%,transparent);color:inherit;border-bottom:2px solid var(--tone)}
mark:target{outline:3px solid var(--tone)}
.odd{color:var(--dim);font-size:.75em;border:1px dotted var(--dim);border-radius:2px;padding:0 2px}
.findings{list-style:none;margin:.4rem 0 0;padding:0}
.findings>li{border-top:1px solid var(--line);padding:.5rem 0}
.findings b{color:var(--tone)}.findings dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem .8rem;margin:.2rem 0}
.findings dt{color:var(--dim)}.findings dd{margin:0;overflow-wrap:anywhere}
@media(max-width:32rem){body{font-size:15px}#chart button{grid-template-columns:1fr 3rem}#chart .bar{grid-column:1/3;grid-row:2}
.findings dl{grid-template-columns:1fr}}
@media print{body{display:block;background:#fff;color:#000}#actions,#shown{display:none}article{border-color:#999}
mark{background:none;border:1px solid #000}}
)css";

inline constexpr std::string_view kHtmlScript = R"js(
(function(){
  var chosen={action:"",rule:""};
  var posts=Array.prototype.slice.call(document.querySelectorAll("article.post"));
  var shown=document.getElementById("shown");
  function apply(){
    var count=0;
    posts.forEach(function(post){
      var fits=(!chosen.action||post.dataset.action===chosen.action)&&
        (!chosen.rule||(" "+post.dataset.rules+" ").indexOf(" "+chosen.rule+" ")>=0);
      post.hidden=!fits;
      if(fits)count++;
    });
    document.querySelectorAll("button[data-action]").forEach(function(button){
      button.setAttribute("aria-pressed",String(button.dataset.action===chosen.action));
    });
    document.querySelectorAll("button[data-rule]").forEach(function(button){
      button.setAttribute("aria-pressed",String(button.dataset.rule===chosen.rule));
    });
    shown.textContent=shown.dataset.text.replace("{}",count);
  }
  document.addEventListener("click",function(event){
    var button=event.target.closest("button");
    if(!button)return;
    if("action" in button.dataset)chosen.action=button.dataset.action;
    if("rule" in button.dataset)chosen.rule=chosen.rule===button.dataset.rule?"":button.dataset.rule;
    apply();
  });
  apply();
})();
)js";

}  // namespace postgate_cli
