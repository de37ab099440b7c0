#include "linear_fit.h"

#include <linear.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace postgate_cli {
namespace {

constexpr double kStopAt = 0.001;
constexpr double kBias = 1;
constexpr std::size_t kFolds = 5;

void print_nothing(const char* /*text*/) {}

struct FreeModel {
  void operator()(model* made) const { free_and_destroy_model(&made); }
};

}  // namespace

bool has_both_kinds(const std::vector<const Example*>& examples) {
  const auto wanted =
      std::count_if(examples.begin(), examples.end(), [](const Example* one) { return one->wanted; });
  return wanted != 0 && wanted != std::ssize(examples);
}

LinearFit fit_linear(const std::vector<const Example*>& examples, std::size_t features, double cost) {
  // liblinear counts features from 1; the bias is one more; -1 ends a row.
  std::vector<std::vector<feature_node>> rows(examples.size());
  std::vector<feature_node*> starts;
  std::vector<double> labels;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    for (const std::uint32_t feature : examples[i]->features) {
      rows[i].push_back({static_cast<int>(feature) + 1, 1.0});
    }
    rows[i].push_back({static_cast<int>(features) + 1, kBias});
    rows[i].push_back({-1, 0.0});
    starts.push_back(rows[i].data());
    labels.push_back(examples[i]->wanted ? 1 : -1);
  }
  problem given{};
  given.l = static_cast<int>(examples.size());
  given.n = static_cast<int>(features) + 1;
  given.y = labels.data();
  given.x = starts.data();
  given.bias = kBias;
  parameter how{};
  how.solver_type = L2R_LR;
  how.eps = kStopAt;
  how.C = cost;
  set_print_string_function(print_nothing);
  const std::unique_ptr<model, FreeModel> made(train(&given, &how));
  // Weights are those of the label that came first.
  const double sign = made->label[0] == 1 ? 1.0 : -1.0;
  LinearFit fit;
  for (std::size_t i = 0; i < features; ++i) fit.weights.push_back(sign * made->w[i]);
  fit.bias = sign * made->w[features] * kBias;
  return fit;
}

void fit_held_out(const std::vector<Example>& examples, std::size_t features, double cost,
                  const std::function<void(const LinearFit&, const std::vector<std::size_t>&)>& use) {
  for (std::size_t fold = 0; fold < kFolds; ++fold) {
    std::vector<const Example*> others;
    std::vector<std::size_t> held_out;
    for (std::size_t i = 0; i < examples.size(); ++i) {
      if (i % kFolds == fold) {
        held_out.push_back(i);
      } else {
        others.push_back(&examples[i]);
      }
    }
    if (has_both_kinds(others)) use(fit_linear(others, features, cost), held_out);
  }
}

}  // namespace postgate_cli
