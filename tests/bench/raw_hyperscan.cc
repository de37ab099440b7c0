#include "bench/raw_hyperscan.h"

#include <hs.h>

#include <stdexcept>

#include "bench/clock.h"

namespace postgate_bench {

namespace {

class RawHyperscan : public Contender {
 public:
  explicit RawHyperscan(const std::vector<std::string>& words) {
    std::vector<const char*> texts;
    std::vector<std::size_t> lengths;
    for (const std::string& word : words) {
      texts.push_back(word.c_str());
      lengths.push_back(word.size());
    }
    const std::vector<unsigned> flags(words.size(), 0);
    std::vector<unsigned> ids(words.size());
    for (std::size_t i = 0; i < ids.size(); ++i) ids[i] = static_cast<unsigned>(i);
    hs_compile_error_t* error = nullptr;
    const double begin = thread_ns();
    const hs_error_t code =
        hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), lengths.data(),
                             static_cast<unsigned>(words.size()), HS_MODE_BLOCK, nullptr, &db_, &error);
    build_ms = (thread_ns() - begin) / 1e6;
    hs_free_compile_error(error);
    if (code != HS_SUCCESS || hs_alloc_scratch(db_, &scratch_) != HS_SUCCESS) {
      release();
      throw std::runtime_error("Hyperscan does not compile the words");
    }
    hs_database_size(db_, &memory_bytes);
  }
  ~RawHyperscan() override { release(); }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t hit_posts = 0;
    for (const std::string& post : posts) {
      std::size_t hits = 0;
      const hs_error_t code =
          hs_scan(db_, post.data(), static_cast<unsigned>(post.size()), 0, scratch_, on_match, &hits);
      if (code != HS_SUCCESS) throw std::runtime_error("Hyperscan does not scan");
      if (hits > 0) ++hit_posts;
    }
    return hit_posts;
  }

 private:
  static int on_match(unsigned, unsigned long long, unsigned long long, unsigned, void* hits) {
    ++*static_cast<std::size_t*>(hits);
    return 0;
  }
  void release() {
    hs_free_scratch(scratch_);
    hs_free_database(db_);
  }

  hs_database_t* db_ = nullptr;
  hs_scratch_t* scratch_ = nullptr;
};

}  // namespace

std::unique_ptr<Contender> make_raw_hyperscan(const std::vector<std::string>& words) {
  return std::make_unique<RawHyperscan>(words);
}

const char* hyperscan_version() { return hs_version(); }

}  // namespace postgate_bench
