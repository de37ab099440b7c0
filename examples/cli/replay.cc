#include "replay.h"

#include <unistd.h>

#include <algorithm>
#include <new>
#include <optional>

#include "byte_source.h"
#include "output.h"
#include "own_cache.h"
#include "pack_check.h"
#include "parallel_scan.h"
#include "quantity.h"
#include "record_reader.h"
#include "report.h"
#include "scan.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr std::size_t kMostShown = 10;  // differences
constexpr std::size_t kBefore = 60;     // bytes of a verdict around the first difference
constexpr std::size_t kBehind = 120;

std::string excerpt_at(std::string_view text, std::size_t at) {
  const auto inside = [&](std::size_t i) {
    return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
  };
  std::size_t begin = at > kBefore ? at - kBefore : 0;
  std::size_t end = std::min(text.size(), at + kBehind);
  while (begin > 0 && inside(begin)) --begin;
  while (inside(end)) ++end;
  const std::string part = visible(text.substr(begin, end - begin), kBefore + kBehind);
  return (begin > 0 ? "..." : "") + part + (end < text.size() ? "..." : "");
}

std::string difference_of(const Post& post, std::string_view recorded, std::string_view made) {
  const std::size_t common = std::min(recorded.size(), made.size());
  const auto first = static_cast<std::size_t>(
      std::mismatch(recorded.begin(), recorded.begin() + static_cast<std::ptrdiff_t>(common), made.begin())
          .first -
      recorded.begin());
  return "post " + visible(post.id, 200) + ": the verdicts differ from byte " + std::to_string(first) +
         " on\n  recorded  " + excerpt_at(recorded, first) + "\n  now       " + excerpt_at(made, first) +
         "\n";
}

std::string names_of(const std::vector<PackFacts>& packs) {
  std::string names;
  for (const PackFacts& pack : packs) {
    names += (names.empty() ? "" : ", ") + pack.name + " " + std::to_string(pack.version) + " " + pack.digest;
  }
  return names;
}

class Replay {
 public:
  Replay(const ReplaySettings& settings, Output& output, Notices& notices, const Screen& errors)
      : settings_(settings), output_(output), notices_(notices), errors_(errors), source_([] {
          return Interrupt::signal() == 0;
        }) {}

  int run() {
    const std::string reason = source_.open(settings_.file);
    if (!reason.empty()) {
      notices_.say(settings_.file + ": " + reason);
      return kExitUsage;
    }
    if (const int status = open(); status != kExitClean) return status;
    judge_all();
    return tell_end();
  }

 private:
  // The next line that can be believed; the others are complained of. False at the end.
  bool next() {
    std::string_view line;
    while (!ended_ || !at_end_) {
      const Read read = source_.line(line);
      if (read == Read::kEnd || read == Read::kStopped) return !(at_end_ = true);
      ++number_;
      if (read == Read::kError) {
        refuse(source_.reason());
        return !(at_end_ = true);
      }
      const std::string wrong = read == Read::kTooLong ? "is longer than 64 MiB" : chain_.take(line, body_);
      if (wrong.empty()) return true;
      refuse(wrong);
    }
    return false;
  }

  void refuse(const std::string& why) {
    ++unreadable_;
    notices_.complain(settings_.file + ":" + std::to_string(number_) + ": " + why);
  }

  // Reads what comes before the posts, and builds the gate.
  int open() {
    RecordHead head;
    has_line_ = next();
    std::string wrong = "is not the head of a record";
    if (has_line_ && part_of(body_) == RecordPart::kHead) wrong = read_record_head(body_, head);
    if (!wrong.empty()) {
      if (has_line_ || unreadable_ == 0) refuse(wrong);
      return kExitUnscanned;
    }
    while ((has_line_ = next()) && part_of(body_) == RecordPart::kOwner) {
      OwnerSource source;
      wrong = read_record_owner(body_, source);
      if (!wrong.empty()) refuse(wrong);
      if (!wrong.empty() || !owners_.add(source, errors_, notices_)) return kExitUnscanned;
    }
    tail_ = json_tail(head.packs, head.engine);
    return open_gate(head);
  }

  int open_gate(const RecordHead& head) {
    Built built =
        build_packs(settings_.packs.empty() ? head.given : settings_.packs, with_cache(settings_.access));
    std::string complaint = built.message;
    if (built.ruleset != nullptr) gate_ = Gate::open(built.ruleset, head.profile, false, complaint);
    if (!gate_) {
      std::string list;
      list_diagnostics(built.diagnostics, {}, errors_, list);
      notices_.block(list);
      notices_.say("the packs cannot be used: " + complaint);
      return kExitUsage;
    }
    gate_->use(owners_);
    gate_->set_now(head.now);
    gate_->set_suggesting(head.fixes);
    const std::string recorded = names_of(head.packs);
    const std::string here = names_of(gate_->packs());
    if (recorded != here) {
      notices_.say("other packs than those on record:\n  recorded  " + recorded + "\n  now       " + here);
    }
    if (head.engine != postgate_version_string()) {
      notices_.say("another engine: recorded " + head.engine + ", now " + postgate_version_string());
    }
    other_means_ = recorded != here || head.engine != postgate_version_string();
    return kExitClean;
  }

  // In threads: every post of a chunk, read, judged and compared.
  void compare(Gate& gate, Chunk& chunk) const {
    std::vector<std::string> bodies(chunk.count);
    std::vector<std::string_view> recorded(chunk.count);
    for (std::size_t i = 0; i < chunk.count; ++i) {
      Post& post = chunk.posts[i];
      const std::string place = settings_.file + ":" + std::to_string(post.line) + ": ";
      bodies[i].swap(post.unread);
      const std::string wrong = read_recorded_post(bodies[i], post, recorded[i]);
      if (wrong.empty()) continue;
      chunk.complaints.push_back(place + wrong);
      post.problem = Problem{"E_INPUT", wrong, POSTGATE_NO_OFFSET, std::nullopt};
      recorded[i] = {};
    }
    gate.judge_all(chunk.posts, chunk.count);
    for (std::size_t i = 0; i < chunk.count; ++i) {
      if (recorded[i].empty()) continue;
      ++chunk.counts.posts;
      std::string made;
      const postgate_verdict* verdict = gate.verdicts()[i];
      if (verdict != nullptr) append_verdict_json(chunk.posts[i], verdict, tail_, made);
      if (verdict == nullptr) append_failure_json(chunk.posts[i], tail_, made);
      if (made == recorded[i]) continue;
      if (++chunk.differing <= kMostShown) {
        chunk.lines.push_back(difference_of(chunk.posts[i], recorded[i], made));
      }
    }
  }

  void judge_all() {
    std::vector<Gate> gates;
    for (int i = 0; i < settings_.threads; ++i) {
      std::optional<Gate> gate = gate_->beside();
      if (!gate) throw std::bad_alloc();
      gates.push_back(std::move(*gate));
    }
    ParallelScan threads(
        std::move(gates), [this](Gate& gate, std::size_t, Chunk& chunk) { compare(gate, chunk); }, false);
    const auto take_back = [&](bool all) {
      while (Chunk* chunk = threads.oldest(all || !threads.has_room())) {
        take(*chunk);
        threads.release();
      }
    };
    for (; has_line_ && Interrupt::signal() == 0; has_line_ = next()) {
      const RecordPart part = part_of(body_);
      if (part == RecordPart::kEnd) read_end();
      if (part != RecordPart::kPost && part != RecordPart::kEnd) refuse("is no post of a record");
      if (part != RecordPart::kPost) continue;
      if (ended_) refuse("stands behind the end of the record");
      Chunk& chunk = threads.open();
      if (chunk.posts.size() == chunk.count) chunk.posts.emplace_back();
      Post& post = chunk.posts[chunk.count++];
      post.clear();
      post.unread = body_;
      post.line = number_;
      chunk.bytes += body_.size();
      if (!chunk.is_full()) continue;
      threads.submit();
      take_back(false);
    }
    if (threads.open().count != 0) threads.submit();
    take_back(true);
  }

  void read_end() {
    const std::string wrong = read_record_end(body_, posts_on_record_);
    if (!wrong.empty()) refuse(wrong);
    ended_ = ended_ || wrong.empty();
  }

  void take(Chunk& chunk) {
    judged_ += chunk.counts.posts;
    differing_ += chunk.differing;
    unreadable_ += chunk.complaints.size();
    for (const std::string& complaint : chunk.complaints) notices_.complain(complaint);
    for (const std::string& line : chunk.lines) {
      if (shown_ == kMostShown) break;
      ++shown_;
      output_.buffer() += line;
    }
    output_.commit();
    notices_.progress(judged_, source_.size() == 0 ? 0
                                                   : static_cast<double>(source_.bytes_read()) /
                                                         static_cast<double>(source_.size()));
  }

  int tell_end() {
    if (const int signal = Interrupt::signal(); signal != 0) {
      notices_.finish();
      notices_.say("stopped after " + counted(judged_, "post"));
      return kExitSignal + signal;
    }
    if (!ended_) refuse("the record has no end: it was cut off, or its scan was stopped");
    std::string& out = output_.buffer();
    if (differing_ > shown_) out += "... and " + std::to_string(differing_ - shown_) + " more\n";
    out += counted(judged_, "post") + " judged again: ";
    out += differing_ == 0 ? "every verdict is the same, byte for byte"
                           : counted(differing_, "verdict differs", "verdicts differ");
    if (other_means_) out += ", their packs and engine left aside, which are others";
    if (unreadable_ > 0) out += "; " + counted(unreadable_, "line") + " cannot be read";
    out += '\n';
    output_.flush();
    notices_.finish();
    if (unreadable_ > 0) return kExitUnscanned;
    return differing_ > 0 || other_means_ ? kExitStopped : kExitClean;
  }

  const ReplaySettings& settings_;
  Output& output_;
  Notices& notices_;
  Screen errors_;
  ByteSource source_;
  RecordChain chain_;
  std::uint64_t number_ = 0;  // of the last line
  std::string_view body_;     // of it, without its sum
  bool has_line_ = false;     // which is still to be looked at
  bool at_end_ = false;
  Owners owners_;
  std::optional<Gate> gate_;
  std::string tail_;  // of verdicts, as recorded
  bool other_means_ = false;
  bool ended_ = false;
  std::uint64_t posts_on_record_ = 0;
  std::uint64_t judged_ = 0;
  std::uint64_t differing_ = 0;
  std::uint64_t unreadable_ = 0;
  std::size_t shown_ = 0;
};

}  // namespace

int replay(const ReplaySettings& settings) {
  const Interrupt interrupt;
  const Screen errors = look_at(STDERR_FILENO, settings.colour);
  Notices notices(errors);
  Output output(look_at(STDOUT_FILENO, settings.colour));
  return Replay(settings, output, notices, errors).run();
}

}  // namespace postgate_cli
