#include "tune.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>

#include "corpus.h"
#include "labelled_posts.h"
#include "linear_fit.h"
#include "scan.h"

namespace postgate_cli {
namespace {

constexpr double kSmallestScore = 0.05;  // less is no evidence

struct ScoredRule {
  std::string id;
  double now = 0;
  std::size_t wanted = 0;
  std::size_t innocent = 0;
};

struct Labelled {
  std::vector<Example> examples;
  std::vector<ScoredRule> rules;
  std::map<std::string, std::uint32_t> numbers;
};

struct Sums {
  std::vector<double> wanted;
  std::vector<double> innocent;
};

void add_example(const postgate_verdict* verdict, bool wanted, Labelled& labelled) {
  Example example;
  example.wanted = wanted;
  postgate_finding finding = POSTGATE_INIT(postgate_finding);
  for (std::size_t i = 0; postgate_verdict_finding_at(verdict, i, &finding) == POSTGATE_OK; ++i) {
    if (finding.score <= 0) continue;
    const std::string id(view(finding.rule));
    const auto [at, fresh] = labelled.numbers.emplace(id, static_cast<std::uint32_t>(labelled.rules.size()));
    if (fresh) labelled.rules.push_back({id, finding.score, 0, 0});
    example.features.push_back(at->second);
  }
  std::sort(example.features.begin(), example.features.end());
  example.features.erase(std::unique(example.features.begin(), example.features.end()),
                         example.features.end());
  for (const std::uint32_t feature : example.features) {
    ScoredRule& rule = labelled.rules[feature];
    ++(wanted ? rule.wanted : rule.innocent);
  }
  labelled.examples.push_back(std::move(example));
}

bool read_labelled(const TuneSettings& settings, Gate& gate, Notices& notices, Labelled& labelled) {
  return read_labelled_posts(settings.corpus, notices, [&](Post& post, const std::string& label) {
    const postgate_verdict* verdict = gate.judge(post);
    if (verdict == nullptr) return false;
    add_example(verdict, is_one_of(label, settings.wanted), labelled);
    return true;
  });
}

// Scores that reach the threshold where the fit says "wanted". Evidence for innocence has none: a score only
// adds up.
std::vector<double> scores_of(const LinearFit& fit, double threshold) {
  std::vector<double> scores;
  const double unit = fit.bias < 0 ? threshold / -fit.bias : threshold;
  for (const double weight : fit.weights) {
    const double score = std::round(weight * unit * 100) / 100;
    scores.push_back(score < kSmallestScore ? 0 : score);
  }
  return scores;
}

double sum_of(const Example& example, const std::vector<double>& scores) {
  double sum = 0;
  for (const std::uint32_t feature : example.features) sum += scores[feature];
  return sum;
}

// Every post under scores that were fitted without it.
Sums held_out_sums(const Labelled& labelled, const TuneSettings& settings) {
  Sums sums;
  const auto use = [&](const LinearFit& fit, const std::vector<std::size_t>& held_out) {
    const std::vector<double> scores = scores_of(fit, settings.threshold);
    for (const std::size_t i : held_out) {
      const Example& example = labelled.examples[i];
      (example.wanted ? sums.wanted : sums.innocent).push_back(sum_of(example, scores));
    }
  };
  fit_held_out(labelled.examples, labelled.rules.size(), settings.cost, use);
  return sums;
}

void print_thresholds(const Sums& sums, double threshold) {
  std::printf("threshold  precision  recall   (each post under scores fitted without it)\n");
  for (const double share : {0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0}) {
    const double at = threshold * share;
    const auto reached = [&](double sum) { return sum >= at; };
    const auto hits = std::count_if(sums.wanted.begin(), sums.wanted.end(), reached);
    const auto false_hits = std::count_if(sums.innocent.begin(), sums.innocent.end(), reached);
    const double stopped = static_cast<double>(hits + false_hits);
    const double all = static_cast<double>(sums.wanted.size());
    std::printf("%9.2f  %8.1f%%  %5.1f%%\n", at,
                stopped > 0 ? 100 * static_cast<double>(hits) / stopped : 100.0,
                all > 0 ? 100 * static_cast<double>(hits) / all : 0.0);
  }
}

std::string weights_text(const Labelled& labelled, const std::vector<double>& scores,
                         const TuneSettings& settings) {
  std::vector<std::size_t> order(labelled.rules.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return scores[a] != scores[b] ? scores[a] > scores[b] : labelled.rules[a].id < labelled.rules[b].id;
  });
  std::array<char, 512> line{};
  std::string text = "# Scores fitted to labelled posts, for a hold_score of ";
  std::snprintf(line.data(), line.size(), "%.2f", settings.threshold);
  text += std::string(line.data()) +
          ". Copy those you agree with to the rules.\n# rule = score   # now; posts with it: to be stopped, "
          "innocent\n";
  for (const std::size_t i : order) {
    const ScoredRule& rule = labelled.rules[i];
    std::snprintf(line.data(), line.size(), "\"%s\" = %.2f   # %.2f; %zu, %zu%s\n", rule.id.c_str(),
                  scores[i], rule.now, rule.wanted, rule.innocent,
                  scores[i] > 0 ? "" : "; no evidence here: leave the score out");
    text += line.data();
  }
  return text;
}

}  // namespace

int tune(const TuneSettings& settings) {
  const Interrupt interrupt;
  const Screen errors = look_at(STDERR_FILENO, settings.colour);
  Notices notices(errors);
  std::optional<Gate> gate = open_traced(settings.pack, errors, notices);
  if (!gate) return kExitUsage;
  Labelled labelled;
  if (!read_labelled(settings, *gate, notices, labelled)) return kExitUsage;
  if (Interrupt::signal() != 0) return kExitSignal + Interrupt::signal();
  std::vector<const Example*> all;
  for (const Example& example : labelled.examples) all.push_back(&example);
  if (!has_both_kinds(all) || labelled.rules.empty()) {
    notices.say(labelled.rules.empty()
                    ? "no rule with a score was found in any post"
                    : "the posts are all of one kind; name the labels to be stopped with --wanted");
    return kExitUsage;
  }
  const std::vector<double> scores =
      scores_of(fit_linear(all, labelled.rules.size(), settings.cost), settings.threshold);
  print_thresholds(held_out_sums(labelled, settings), settings.threshold);
  const std::string text = weights_text(labelled, scores, settings);
  std::printf("\n%s", text.c_str());
  if (settings.out.empty()) return kExitClean;
  std::ofstream file(settings.out, std::ios::binary | std::ios::trunc);
  file << text;
  if (file.flush()) return kExitClean;
  notices.say("cannot write " + settings.out);
  return kExitUnscanned;
}

}  // namespace postgate_cli
