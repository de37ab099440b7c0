#include "learn_evidence.h"

#include <postgate.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <unordered_map>

#include "labelled_posts.h"
#include "linear_fit.h"
#include "scan.h"
#include "utf8.h"

namespace postgate_cli {
namespace {

constexpr double kLightest = 0.01;  // less is no evidence
constexpr std::uint32_t kSqueezed = 1;
constexpr std::size_t kMostSymbols = 4;  // of a word, as UTF-16

struct Text {
  std::u32string folded;
  bool wanted = false;
  bool background = false;
};

// The text as the matchers see it, any digit a 0; empty if it cannot be read.
std::u32string folded(const Post& post) {
  std::string whole;
  for (const Field& field : post.fields) whole += (whole.empty() ? "" : "\n") + field.text;
  std::string view(4 * whole.size() + 64, '\0');
  std::size_t size = 0;
  if (postgate_fold_utf8(whole.data(), whole.size(), kSqueezed, view.data(), view.size(), &size, nullptr) !=
          POSTGATE_OK ||
      size > view.size())
    return {};
  view.resize(size);
  std::u32string text;
  for (std::size_t at = 0; at < view.size();) {
    const Character character = character_at(view, at);
    text += character.code;
    at += character.bytes;
  }
  for (char32_t& c : text) c = c >= U'0' && c <= U'9' ? U'0' : c;
  return text;
}

bool is_latin(char32_t c) { return c >= U'a' && c <= U'z'; }

// Whether a list can hold it, and it says something: three Latin letters are part of too many words, and with
// digits part of an ID.
bool is_writable(const std::u32string& word) {
  std::size_t symbols = 0;
  for (const char32_t c : word) {
    if (c <= U' ' || c == U'#' || c == U'*' || c == kReplacement) return false;
    symbols += c > 0xFFFF ? 2 : 1;
  }
  const bool is_ascii = std::all_of(word.begin(), word.end(), [](char32_t c) { return c < 0x80; });
  const bool is_id = is_ascii && std::any_of(word.begin(), word.end(), is_latin);
  return symbols <= kMostSymbols && !is_id;
}

std::string to_utf8(const std::u32string& text) {
  std::string bytes;
  for (const char32_t c : text) append_utf8(bytes, c);
  return bytes;
}

class Learner {
 public:
  explicit Learner(const LearnEvidenceSettings& settings) : settings_(settings) {}

  bool read(const std::vector<std::string>& files, bool background, Notices& notices) {
    for (const std::string& file : files) {
      const bool read = read_labelled_posts(file, notices, [&](Post& post, const std::string& label) {
        if (is_one_of(label, settings_.ignored)) return true;
        texts_.push_back({folded(post), is_one_of(label, settings_.wanted), background});
        return true;
      });
      if (!read) return false;
    }
    return true;
  }

  [[nodiscard]] bool has_both() const {
    const auto wanted =
        std::count_if(texts_.begin(), texts_.end(), [](const Text& text) { return text.wanted; });
    return wanted != 0 && wanted != std::ssize(texts_);
  }

  // The words that enough posts of the corpus have.
  void take_words() {
    std::unordered_map<std::u32string, std::uint32_t> posts;
    for (const Text& text : texts_) {
      if (text.background) continue;
      for (const std::u32string& word : words_in(text.folded)) ++posts[word];
    }
    for (const auto& [word, count] : posts) {
      if (count >= settings_.least_posts && is_writable(word)) words_.push_back(word);
    }
    std::sort(words_.begin(), words_.end());
    for (std::uint32_t i = 0; i < words_.size(); ++i) numbers_[words_[i]] = i;
    for (const Text& text : texts_) examples_.push_back(example_of(text));
  }

  void show_thresholds() const {
    std::vector<double> sums(texts_.size());
    const auto use = [&](const LinearFit& fit, const std::vector<std::size_t>& held_out) {
      for (const std::size_t i : held_out) sums[i] = sum_of(examples_[i], fit);
    };
    fit_held_out(examples_, words_.size(), settings_.cost, use);
    std::printf(
        "at_least   recall  others of the corpus  others of the background   (posts the fit has not seen)\n");
    for (const double at : {0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0}) show_threshold(at, sums);
  }

  [[nodiscard]] std::string list() const {
    std::vector<const Example*> all;
    for (const Example& example : examples_) all.push_back(&example);
    const LinearFit fit = fit_linear(all, words_.size(), settings_.cost);
    std::vector<std::uint32_t> order;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      if (std::fabs(fit.weights[i]) >= kLightest) order.push_back(i);
    }
    const auto heavier = [&](std::uint32_t a, std::uint32_t b) {
      const double left = std::fabs(fit.weights[a]);
      const double right = std::fabs(fit.weights[b]);
      return left != right ? left > right : a < b;
    };
    std::sort(order.begin(), order.end(), heavier);
    if (order.size() > settings_.most_words) order.resize(settings_.most_words);
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
      return fit.weights[a] != fit.weights[b] ? fit.weights[a] > fit.weights[b] : a < b;
    });
    std::string text =
        "# Words and their weights, learned from labelled posts; * is what a text weighs without them.\n";
    add_line("*", fit.bias, text);
    for (const std::uint32_t i : order) add_line(to_utf8(words_[i]), fit.weights[i], text);
    return text;
  }

 private:
  std::vector<std::u32string> words_in(const std::u32string& text) const {
    std::vector<std::u32string> words;
    for (std::size_t length = 1; length <= settings_.longest; ++length) {
      for (std::size_t at = 0; at + length <= text.size(); ++at) words.push_back(text.substr(at, length));
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
  }

  Example example_of(const Text& text) const {
    Example example;
    example.wanted = text.wanted;
    for (const std::u32string& word : words_in(text.folded)) {
      const auto known = numbers_.find(word);
      if (known != numbers_.end()) example.features.push_back(known->second);
    }
    std::sort(example.features.begin(), example.features.end());
    return example;
  }

  static double sum_of(const Example& example, const LinearFit& fit) {
    double sum = fit.bias;
    for (const std::uint32_t feature : example.features) sum += fit.weights[feature];
    return sum;
  }

  void show_threshold(double at, const std::vector<double>& sums) const {
    std::array<std::size_t, 3> all{};  // wanted, others of the corpus, of the background
    std::array<std::size_t, 3> reached{};
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const std::size_t kind = texts_[i].wanted ? 0 : texts_[i].background ? 2 : 1;
      ++all[kind];
      if (sums[i] >= at) ++reached[kind];
    }
    const auto percent = [&](std::size_t kind) {
      return all[kind] == 0 ? 0.0 : 100 * static_cast<double>(reached[kind]) / static_cast<double>(all[kind]);
    };
    std::printf("%8.1f   %5.1f%%  %9.2f%%            %9.3f%%\n", at, percent(0), percent(1), percent(2));
  }

  static void add_line(const std::string& word, double weight, std::string& text) {
    std::array<char, 64> number{};
    std::snprintf(number.data(), number.size(), " %.2f\n", weight);
    text += word + number.data();
  }

  const LearnEvidenceSettings& settings_;
  std::vector<Text> texts_;
  std::vector<std::u32string> words_;
  std::unordered_map<std::u32string, std::uint32_t> numbers_;
  std::vector<Example> examples_;
};

}  // namespace

int learn_evidence(const LearnEvidenceSettings& settings) {
  const Interrupt interrupt;
  Notices notices(look_at(STDERR_FILENO, settings.colour));
  if (!std::ofstream(settings.list, std::ios::app)) {
    notices.say("cannot write " + settings.list);
    return kExitUsage;
  }
  Learner learner(settings);
  if (!learner.read(settings.corpus, false, notices) || !learner.read(settings.background, true, notices))
    return kExitUsage;
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  if (!learner.has_both()) {
    notices.say("the posts are all of one kind; name the labels of the kind with --wanted");
    return kExitUsage;
  }
  learner.take_words();
  learner.show_thresholds();
  std::ofstream file(settings.list, std::ios::binary | std::ios::trunc);
  file << learner.list();
  if (file.flush()) return kExitClean;
  notices.say("cannot write " + settings.list);
  return kExitUnscanned;
}

}  // namespace postgate_cli
