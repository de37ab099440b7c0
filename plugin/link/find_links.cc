// The detectors about links: one walk, several questions.
#include <new>

#include "link/field_links.h"
#include "link/finders.h"
#include "link/site.h"

namespace postgate::link {
namespace {

class HitSink : public FieldLinkSink {
 public:
  HitSink(DetectorSet wanted, Hits& out) : wanted_(wanted), out_(out) {}

  void take(const FieldText& /*view*/, const Link& link, Range bytes) override {
    const std::string_view host = link.host.view();
    folds_ = is_disguised(link) ? FoldSet{kFoldLink} : FoldSet{0};
    if (link.kind == LinkKind::kWeb) {
      report(Detector::kUrl, bytes, true);
      report(Detector::kUrlForeign, bytes, wants(wanted_, Detector::kUrlForeign) && !is_official(host));
      report(Detector::kShortLink, bytes,
             wants(wanted_, Detector::kShortLink) && site_category(host) == SiteCategory::kShortener);
    } else if (link.kind == LinkKind::kEmail) {
      report(Detector::kEmail, bytes, true);
      return;
    } else {
      const bool token = link.kind == LinkKind::kToken;
      report(Detector::kUrl, bytes, !token);
      report(Detector::kUrlForeign, bytes, !token);
      report(Detector::kAppLink, bytes, !token);
      report(Detector::kTaobaoToken, bytes, token);
    }
    report(Detector::kUrlCommercial, bytes, wants(wanted_, Detector::kUrlCommercial) && is_commercial(link));
  }

 private:
  void report(Detector detector, Range bytes, bool holds) {
    if (holds && wants(wanted_, detector)) out_.push_back({detector, false, bytes, folds_});
  }

  DetectorSet wanted_;
  Hits& out_;
  FoldSet folds_ = 0;  // of the link at hand
};

}  // namespace

void find_links(const FieldText& field, DetectorSet wanted, Hits& out) {
  HitSink sink(wanted, out);
  // Decoding escapes can only run out of memory; that is no reason to see nothing.
  if (!walk_field_links(field, sink).ok()) throw std::bad_alloc();
}

}  // namespace postgate::link
