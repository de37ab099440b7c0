// Recorders: what the fold loop tells about where its output came from. The
// loop is a template on this, so that the fast pass and the pass that makes the
// position map are the same code and cannot disagree.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/digit_run.h"
#include "text/field_text.h"
#include "text/grapheme.h"

namespace postgate {

// The fast pass: nothing is recorded.
struct NullRecorder {
  static constexpr bool kRecords = false;
  void source(std::uint32_t, std::size_t, std::size_t) {}
  void emit(std::uint32_t, bool) {}
  void drop() {}
  [[nodiscard]] std::uint32_t size() const { return 0; }
  void make_digits(const DigitRun&, std::size_t) {}
};

// Fills raw_begin, raw_end, folds and separator; finish_map() does the rest.
class MapRecorder {
 public:
  static constexpr bool kRecords = true;
  explicit MapRecorder(std::vector<MapEntry>& map) : map_(map) {}

  // The next source code point, before what it folds to.
  void source(std::uint32_t cp, std::size_t begin, std::size_t end) {
    end_ = static_cast<std::uint32_t>(end);
    if (graphemes_.joins(cp)) return;
    cluster_begin_ = static_cast<std::uint32_t>(begin);
    cluster_entries_ = map_.size();
  }

  // One code point of the text view, made from the source. Equal raw_begin marks entries of one cluster.
  void emit(std::uint32_t folds, bool separator) {
    if (dropped_ && !map_.empty()) {
      // What was dropped stood between two entries; only a word that holds both needed the fold.
      MapEntry& before = map_.back();
      if (before.separator) {
        before.folds = static_cast<FoldSet>(before.folds | kFoldIgnorable);
      } else {
        folds |= kFoldIgnorable;
      }
    }
    dropped_ = false;
    map_.push_back({0, cluster_begin_, end_, 0, static_cast<FoldSet>(folds), separator});
  }

  // The source was dropped as ignorable.
  void drop() {
    if (map_.size() == cluster_entries_) {
      dropped_ = true;
      return;
    }
    map_.back().raw_end = end_;
    map_.back().folds = static_cast<FoldSet>(map_.back().folds | kFoldIgnorable);
  }

  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(map_.size()); }

  // The first `count` elements of `run` became one ASCII digit each.
  void make_digits(const DigitRun& run, std::size_t count) {
    std::size_t to = run.element(0).map_begin;
    std::size_t from = to;
    for (std::size_t i = 0; i < count; ++i) {
      const DigitElement& element = run.element(i);
      while (from < element.map_begin) map_[to++] = map_[from++];
      MapEntry digit = map_[element.map_begin];
      digit.raw_end = map_[element.map_end - 1].raw_end;
      digit.separator = false;
      if (!element.ascii) digit.folds = static_cast<FoldSet>(digit.folds | kFoldDigit);
      map_[to++] = digit;
      from = element.map_end;
    }
    while (from < map_.size()) map_[to++] = map_[from++];
    cluster_entries_ = std::min(cluster_entries_, to - 1);
    map_.resize(to);
  }

 private:
  std::vector<MapEntry>& map_;
  GraphemeBreaker graphemes_;
  std::uint32_t end_ = 0;
  std::uint32_t cluster_begin_ = 0;
  std::size_t cluster_entries_ = 0;  // size of the map when the current cluster began
  bool dropped_ = false;             // since the last entry, outside its cluster
};

}  // namespace postgate
