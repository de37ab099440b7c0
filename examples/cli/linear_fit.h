// A linear classifier over binary features, fitted with liblinear's logistic regression. The only user of
// liblinear. Stateless; the same input gives the same fit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace postgate_cli {

struct Example {
  std::vector<std::uint32_t> features;  // ascending
  bool wanted = false;
};

struct LinearFit {
  std::vector<double> weights;  // by feature
  double bias = 0;              // wanted where the sum of the weights and this is above 0
};

bool has_both_kinds(const std::vector<const Example*>& examples);

// `examples` must hold both kinds.
LinearFit fit_linear(const std::vector<const Example*>& examples, std::size_t features, double cost);

// Calls `use(fit, numbers)` for each fifth of the examples under a fit that was made without it; not for one
// without which the others are all of one kind.
void fit_held_out(const std::vector<Example>& examples, std::size_t features, double cost,
                  const std::function<void(const LinearFit&, const std::vector<std::size_t>&)>& use);

}  // namespace postgate_cli
