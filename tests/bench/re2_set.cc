// RE2::Set: all words in one automaton.
#include <re2/re2.h>
#include <re2/set.h>

#include <stdexcept>

#include "bench/clock.h"
#include "bench/peers.h"

namespace postgate_bench {

namespace {

class Re2Set : public Contender {
 public:
  explicit Re2Set(const Words& words) : set_(options(), RE2::UNANCHORED) {
    build_ms = thread_ms([&] {
      for (const std::string& word : words) {
        if (set_.Add(RE2::QuoteMeta(word), nullptr) < 0) throw std::runtime_error("RE2 refuses a word");
      }
      if (!set_.Compile()) throw std::runtime_error("RE2::Set does not compile");
    });
  }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t hit_posts = 0;
    std::vector<int> found;
    for (const std::string& post : posts) {
      if (set_.Match(post, &found)) ++hit_posts;
    }
    return hit_posts;
  }

 private:
  static RE2::Options options() {
    RE2::Options chosen;
    chosen.set_max_mem(std::int64_t{4} << 30);
    return chosen;
  }
  RE2::Set set_;
};

}  // namespace

std::unique_ptr<Contender> make_re2_set(const Words& words) { return std::make_unique<Re2Set>(words); }

}  // namespace postgate_bench
