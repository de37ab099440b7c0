// ICU's NFKC case folding from UTF-8 to UTF-8: the folding step that others would put in front.
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <stdexcept>

#include "bench/peers.h"

namespace postgate_bench {

namespace {

class IcuNormalizer : public Contender {
 public:
  IcuNormalizer() {
    UErrorCode status = U_ZERO_ERROR;
    normalizer_ = icu::Normalizer2::getNFKCCasefoldInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no normalizer");
  }

  std::size_t run(const std::vector<std::string>& posts) override {
    std::size_t written = 0;
    for (const std::string& post : posts) {
      folded_.clear();
      icu::StringByteSink<std::string> sink(&folded_, static_cast<std::int32_t>(post.size()));
      UErrorCode status = U_ZERO_ERROR;
      normalizer_->normalizeUTF8(0, post, sink, nullptr, status);
      if (U_FAILURE(status)) throw std::runtime_error("ICU does not normalize");
      written += folded_.size();
    }
    return written > 0 ? 0 : posts.size();  // uses the result, so that no compiler drops the work
  }

 private:
  const icu::Normalizer2* normalizer_ = nullptr;
  std::string folded_;
};

}  // namespace

std::unique_ptr<Contender> make_icu_normalizer() { return std::make_unique<IcuNormalizer>(); }

}  // namespace postgate_bench
