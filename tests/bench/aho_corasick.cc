// The Rust crate aho-corasick of Debian, every overlapping occurrence.
#include <cstdint>

#include "bench/clock.h"
#include "bench/peers.h"

extern "C" {
void* bench_aho_create(const std::uint8_t* words, std::size_t size);
std::size_t bench_aho_count(const void* automaton, const std::uint8_t* text, std::size_t size);
std::size_t bench_aho_bytes(const void* automaton);
void bench_aho_destroy(void* automaton);
}

namespace postgate_bench {

namespace {

const std::uint8_t* bytes_of(const std::string& text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

class AhoCorasick : public Contender {
 public:
  explicit AhoCorasick(const Words& words) {
    std::string list;
    for (const std::string& word : words) list += word + "\n";
    build_ms = thread_ms([&] { automaton_ = bench_aho_create(bytes_of(list), list.size()); });
    memory_bytes = bench_aho_bytes(automaton_);
  }
  ~AhoCorasick() override { bench_aho_destroy(automaton_); }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t hit_posts = 0;
    for (const std::string& post : posts) {
      if (bench_aho_count(automaton_, bytes_of(post), post.size()) > 0) ++hit_posts;
    }
    return hit_posts;
  }

 private:
  void* automaton_ = nullptr;
};

}  // namespace

std::unique_ptr<Contender> make_aho_corasick(const Words& words) {
  return std::make_unique<AhoCorasick>(words);
}

}  // namespace postgate_bench
