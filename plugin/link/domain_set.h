// DomainSet: the domains of a list, asked whether a host is one of them or below one. A million of
// them take about 45 MiB; a question costs one probe of a hash table a label. Built once,
// immutable afterwards, any thread may ask.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace postgate::link {

// Lower case, "*." and a dot in front and a dot behind removed. Empty if it is no domain name.
std::string normal_domain(std::string_view text);

class DomainSet {
 public:
  // `line` is where it stands in its list. A domain that is there already keeps its first line.
  // False if it is no domain name, or if the list is full (4 GiB of names).
  bool add(std::string_view domain, std::uint32_t line);

  struct Entry {
    std::string_view domain;  // as it is kept; lives as long as the set
    std::uint32_t line = 0;   // 0: not found
    [[nodiscard]] bool found() const { return line != 0; }
  };
  // The longest entry that is `host` or a parent of it. Lower-case host.
  [[nodiscard]] Entry find(std::string_view host) const;

  [[nodiscard]] std::size_t size() const { return count_; }
  [[nodiscard]] std::size_t memory_bytes() const {
    return slots_.capacity() * sizeof(Slot) + pool_.capacity();
  }
  // Gives back what adding left over.
  void finish();

 private:
  // An entry in pool_: its length in one byte, the name, its line in four bytes.
  struct Slot {
    std::uint32_t place = 0;  // in pool_, plus one; 0: empty
    std::uint32_t tag = 0;    // the other half of the hash
  };

  [[nodiscard]] Entry entry_at(std::uint32_t place) const;
  [[nodiscard]] Entry find_exact(std::string_view domain, std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_;
  std::string pool_;
  std::size_t count_ = 0;
};

}  // namespace postgate::link
