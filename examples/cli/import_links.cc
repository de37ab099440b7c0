#include "import_links.h"

#include <postgate.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "byte_source.h"
#include "gate.h"

namespace postgate_cli {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Why the library has no use for a line; empty if it has.
std::string reason_of(std::uint32_t kind, std::string_view line) {
  postgate_string reason{nullptr, 0};
  if (postgate_list_line_reason(kind, line.data(), line.size(), &reason) != POSTGATE_OK) return "malformed";
  return std::string(view(reason));
}

bool is_address(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789abcdefABCDEF.:") == std::string_view::npos &&
         (word.find('.') != std::string_view::npos || word.find(':') != std::string_view::npos);
}

// The words of a line up to a comment.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> words;
  line = line.substr(0, line.find('#'));
  while (!(line = trimmed(line)).empty()) {
    std::size_t end = 0;
    while (end < line.size() && !is_blank(line[end])) ++end;
    words.push_back(line.substr(0, end));
    line.remove_prefix(end);
  }
  return words;
}

// The names of a line "0.0.0.0 name name"; `reason` says why there is none.
std::vector<std::string_view> names_of_hosts(std::string_view line, std::string& reason) {
  std::vector<std::string_view> words = words_of(line);
  if (words.empty()) {
    reason = "comment";
    return {};
  }
  if (words.size() > 1 && is_address(words[0])) words.erase(words.begin());
  const auto is_local = [](std::string_view word) {
    return word.find('.') == std::string_view::npos || word.substr(0, 10) == "localhost." || is_address(word);
  };
  words.erase(std::remove_if(words.begin(), words.end(), is_local), words.end());
  if (words.empty()) reason = "local name";
  return words;
}

// The names of "address=/name/name/0.0.0.0", "server=/name/" and their like.
std::vector<std::string_view> names_of_dnsmasq(std::string_view line, std::string& reason) {
  line = trimmed(line.substr(0, line.find('#')));
  if (line.empty()) {
    reason = "comment";
    return {};
  }
  const std::size_t equals = line.find("=/");
  const std::string_view key = line.substr(0, equals);
  if (equals == std::string_view::npos ||
      (key != "address" && key != "server" && key != "local" && key != "ipset")) {
    reason = "other setting";
    return {};
  }
  std::vector<std::string_view> names;
  line.remove_prefix(equals + 2);
  for (std::size_t slash = line.find('/'); slash != std::string_view::npos; slash = line.find('/')) {
    if (slash > 0) names.push_back(line.substr(0, slash));
    line.remove_prefix(slash + 1);
  }
  if (names.empty()) reason = "malformed";
  return names;
}

std::vector<std::string_view> names_of_domains(std::string_view line, std::string& reason) {
  line = trimmed(line);
  if (line.empty() || line.front() == '#' || line.front() == '!' || line.front() == ';' ||
      line.substr(0, 2) == "//") {
    reason = "comment";
    return {};
  }
  const std::vector<std::string_view> words = words_of(line);
  if (words.size() == 1) return words;
  reason = "malformed";
  return {};
}

// One list of the new pack, line for line as the original.
class ListMaker {
 public:
  ListMaker(LinkListFormat format, LinkListCounts& counts) : format_(format), counts_(counts) {}

  std::string list;                // the text of lists/NAME.txt
  std::vector<std::string> hosts;  // to make examples of, the first few
  std::string excepted;            // lines of exceptions, which examples keep clear of

  void line(std::string_view line) {
    if (format_ == LinkListFormat::kFilters) {
      filter(line);
    } else {
      names(line);
    }
    list += '\n';
  }
  // Names beyond the first of their line.
  void finish() {
    for (const std::string& name : more_) list += name + "\n";
  }

 private:
  void count(const std::string& reason) {
    if (reason == "malformed") {
      ++counts_.refused;
    } else {
      ++counts_.skipped[reason];
    }
  }

  void filter(std::string_view line) {
    const std::string reason = reason_of(POSTGATE_LIST_FILTERS, line);
    if (!reason.empty()) return count(reason);
    ++counts_.taken;
    line = trimmed(line);
    list += line;
    if (line.substr(0, 2) == "@@") {
      excepted += std::string(line) + "\n";
    } else if (line.substr(0, 2) == "||") {
      // Options that every link of a post meets.
      for (const std::string_view options : {"$third-party", "$3p", "$all", "$document", "$doc"}) {
        if (line.size() > options.size() && line.substr(line.size() - options.size()) == options)
          line.remove_suffix(options.size());
      }
      if (line.back() == '^') remember(line.substr(2, line.size() - 3));
    }
  }

  void names(std::string_view line) {
    std::string reason;
    const std::vector<std::string_view> found =
        format_ == LinkListFormat::kHosts     ? names_of_hosts(line, reason)
        : format_ == LinkListFormat::kDnsmasq ? names_of_dnsmasq(line, reason)
                                              : names_of_domains(line, reason);
    if (!reason.empty()) return count(reason);
    bool first = true;
    for (const std::string_view name : found) {
      const std::string why = reason_of(POSTGATE_LIST_DOMAINS, name);
      if (!why.empty()) {
        count(why);
        continue;
      }
      ++counts_.taken;
      if (first) {
        list += name;
      } else {
        more_.emplace_back(name);
      }
      first = false;
      remember(name);
    }
  }

  void remember(std::string_view host) {
    const bool plain =
        host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == std::string_view::npos;
    const std::size_t dot = host.rfind('.');
    const bool named = dot != std::string_view::npos && dot > 0 && dot + 2 < host.size() &&
                       host.find_first_of("0123456789-", dot) == std::string_view::npos;
    const bool address = std::count(host.begin(), host.end(), '.') == 3 &&
                         host.find_first_not_of("0123456789.") == std::string_view::npos;
    if (hosts.size() < kKept && plain && (named || address) && host.front() != '.') hosts.emplace_back(host);
  }

  static constexpr std::size_t kKept = 50;
  LinkListFormat format_;
  LinkListCounts& counts_;
  std::vector<std::string> more_;
};

// A file's name as the name of a list and a rule.
std::string short_name(const std::string& path, std::set<std::string>& used) {
  std::string name;
  for (const char c : std::filesystem::path(path).stem().string()) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (letter) {
      name += c;
    } else if (c >= 'A' && c <= 'Z') {
      name += static_cast<char>(c + 32);
    } else if (!name.empty() && name.back() != '-') {
      name += '-';
    }
  }
  while (!name.empty() && name.back() == '-') name.pop_back();
  if (name.empty() || name.front() < 'a') name = "list-" + name;
  const std::string base = name;
  for (int n = 2; !used.insert(name).second; ++n) name = base + "-" + std::to_string(n);
  return name;
}

std::vector<std::string> examples_of(const ListMaker& maker) {
  std::vector<std::string> hosts;
  for (const std::string& host : maker.hosts) {
    if (hosts.size() < 2 && maker.excepted.find(host) == std::string::npos) hosts.push_back(host);
  }
  if (hosts.empty()) return {};
  return {"http://" + hosts.front() + "/", "see http://" + hosts.back() + "/index"};
}

std::string rule_of(const std::string& name, LinkListFormat format, const ListMaker& maker,
                    const PackImportSettings& settings) {
  const std::vector<std::string> examples = examples_of(maker);
  const char* const grade = settings.action == "flag" ? "4" : settings.action == "hold" ? "3" : "2";
  return "\n[[rule]]\nid       = \"listed-link." + name + "\"\ncategory = \"listed-link\"\naction   = \"" +
         settings.action + "\"\ngrade    = " + grade +
         "\ntitle    = { zh = \"\u94FE\u63A5\u5728\u540D\u5355\u4E2D\", en = \"a link that is on the list " +
         name +
         "\" }\nhint     = { zh = \"\u5220\u9664\u8BE5\u94FE\u63A5\", en = \"remove the link\" }\ndetect   = "
         "[\"" +
         (format == LinkListFormat::kFilters ? "filter" : "domain") + ":lists/" + name +
         ".txt\"]\nwithin   = \"field\"\nexamples = [" + toml_string(examples.at(0)) + ", " +
         toml_string(examples.at(1)) +
         "]\ncounter  = [\"https://www.example.gov.cn/\", \"\u4ECA\u5929\u5929\u6C14\u5F88\u597D\"]\n";
}

std::string identity_of(const PackImportSettings& settings, const std::string& name,
                        const std::string& date) {
  return "[pack]\nname     = " + toml_string(name) + "\nversion  = " + std::to_string(settings.version) +
         "\nrelease  = " + toml_string(date) +
         "\nrequires = \"0.1\"\ntitle    = { zh = \"\u94FE\u63A5\u540D\u5355\", en = \"lists of links\" }\n\n"
         "[[category]]\nid     = \"listed-link\"\ntitle  = { zh = "
         "\"\u540D\u5355\u4E2D\u7684\u94FE\u63A5\", en = \"listed links\" }\nclause = { document = "
         "\"\u56FD\u529E\u53D1\u30142018\u3015123\u53F7\", text = "
         "\"\u4E0D\u5F97\u520A\u767B\u5546\u4E1A\u5E7F\u544A\u6216\u94FE\u63A5\u5546\u4E1A\u5E7F\u544A\u9875"
         "\u9762\", "
         "verified = false }\n";
}

std::string read_lines(const std::string& path, ListMaker& maker) {
  ByteSource source([] { return true; });
  const std::string reason = source.open(path);
  if (!reason.empty()) return path + ": " + reason;
  std::string_view line;
  while (true) {
    const Read read = source.line(line);
    if (read == Read::kEnd) break;
    if (read != Read::kOk) return path + ": cannot be read";
    maker.line(line);
  }
  maker.finish();
  return {};
}

}  // namespace

LinkPack import_links(const std::vector<LinkListFile>& files, const PackImportSettings& settings,
                      const std::string& name, const std::string& date) {
  LinkPack pack;
  std::set<std::string> used;
  std::string rules = "# Made by `postgate pack import`; import again rather than edit.\n";
  for (const LinkListFile& file : files) {
    pack.counts.push_back({file.path, 0, {}, 0});
    ListMaker maker(file.format, pack.counts.back());
    const std::string complaint = read_lines(file.path, maker);
    if (!complaint.empty()) {
      pack.complaints.push_back(complaint);
      continue;
    }
    if (pack.counts.back().taken == 0) continue;
    if (examples_of(maker).empty()) {
      pack.complaints.push_back(
          file.path + ": no entry is a whole name of letters and digits, so no example can be made");
      continue;
    }
    const std::string list = short_name(file.path, used);
    rules += rule_of(list, file.format, maker, settings);
    pack.parts.push_back({"lists/" + list + ".txt", std::move(maker.list)});
  }
  if (pack.parts.empty() && pack.complaints.empty())
    pack.complaints.emplace_back("no list holds anything to take");
  pack.parts.push_back({"rules/links.toml", rules});
  pack.parts.push_back({"pack.toml", identity_of(settings, name, date)});
  return pack;
}

std::string link_table(const std::vector<LinkListCounts>& counts) {
  std::string table;
  for (const LinkListCounts& file : counts) {
    table += file.path + ": " + std::to_string(file.taken) + " taken";
    for (const auto& [reason, count] : file.skipped) table += ", " + std::to_string(count) + " " + reason;
    if (file.refused > 0) table += ", " + std::to_string(file.refused) + " refused";
    table += '\n';
  }
  return table;
}

}  // namespace postgate_cli
