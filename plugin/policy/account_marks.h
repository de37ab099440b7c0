// AccountMarks: where in a field the account's own assets and phrases stand, and which hits lie in
// them. Runs only for fields with a hit. Buffers are reused; one thread.
#pragma once

#include <span>
#include <vector>

#include "link/detector.h"
#include "policy/account.h"
#include "policy/signal_hit.h"
#include "text/field_text.h"

namespace postgate {

class AccountMarks {
 public:
  // Finds the marks of `field`, whose map must have been built.
  void find(const Account& account, const FieldText& field);
  // Sets SignalHit::cover of the hits of that field.
  void cover(const FieldText& field, std::span<SignalHit> hits) const;

 private:
  struct Mark {
    Range squeezed;
    const AccountItem* item;
  };
  // Marks by place, with the one that reaches furthest of those up to each.
  class Layer {
   public:
    void clear() { marks_.clear(); }
    void add(const Mark& mark) {
      if (mark.squeezed.begin < mark.squeezed.end) marks_.push_back(mark);
    }
    void arrange();
    // The mark that `squeezed` lies in as a whole, or nullptr.
    [[nodiscard]] const AccountItem* around(Range squeezed) const;
    // The first mark that lies in `squeezed` as a whole, or nullptr.
    [[nodiscard]] const Mark* inside(Range squeezed) const;
    // The first mark that begins at or behind `place`, or nullptr.
    [[nodiscard]] const Mark* behind(std::uint32_t place) const;

   private:
    std::vector<Mark> marks_;
    std::vector<std::uint32_t> furthest_;
  };

  void find_links(const Account& account, const FieldText& field);
  void find_numbers(const Account& account, const FieldText& field);
  void find_contacts(const Account& account, const FieldText& field);
  void find_words(const Account& account, const FieldText& field);
  void take_word(const Account& account, const FieldText& field, const AccountItem& item, Range bytes);
  [[nodiscard]] const AccountItem* cover_of(const FieldText& field, const SignalHit& hit) const;
  [[nodiscard]] const AccountItem* announced_by(const FieldText& field, const SignalHit& hit) const;
  [[nodiscard]] const AccountItem* contact_in(const FieldText& field, const SignalHit& hit) const;

  Layer links_;     // whole links
  Layer paths_;     // links without their queries
  Layer contacts_;  // hotlines and IDs
  Layer phrases_;
  Layer names_;  // and mini programs
  std::vector<DetectorHit> found_;
};

}  // namespace postgate
