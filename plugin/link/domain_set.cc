// See domain_set.h.
#include "link/domain_set.h"

#include <cstring>

namespace postgate::link {
namespace {

constexpr std::size_t kLongestName = 253;  // RFC 1035
constexpr std::size_t kFirstSlots = 64;
constexpr std::size_t kLineBytes = 4;
constexpr std::uint64_t kPrime = 0x9E3779B97F4A7C15ULL;

// Reads from the end, so that the hash of each parent comes on the way to the whole host.
std::uint64_t step(std::uint64_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
}

std::uint64_t mixed(std::uint64_t hash) {
  hash ^= hash >> 32U;
  hash *= kPrime;
  return hash ^ hash >> 29U;
}

std::uint64_t hash_of(std::string_view domain) {
  std::uint64_t hash = kPrime;
  for (std::size_t i = domain.size(); i-- > 0;) hash = step(hash, domain[i]);
  return mixed(hash);
}

bool is_name_character(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c >= 0x80;
}

}  // namespace

std::string normal_domain(std::string_view text) {
  if (text.substr(0, 2) == "*.") text.remove_prefix(2);
  while (!text.empty() && text.front() == '.') text.remove_prefix(1);
  while (!text.empty() && text.back() == '.') text.remove_suffix(1);
  std::string made(text);
  for (char& c : made) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  if (made.empty() || made.size() > kLongestName || made.find("..") != std::string::npos) return {};
  for (const char c : made) {
    if (!is_name_character(static_cast<unsigned char>(c))) return {};
  }
  return made;
}

bool DomainSet::add(std::string_view domain, std::uint32_t line) {
  const std::string name = normal_domain(domain);
  if (name.empty() || pool_.size() > 0xFFFFFFFFU - kLongestName - kLineBytes - 2) return false;
  if ((count_ + 1) * 4 > slots_.size() * 3) grow();
  const std::uint64_t hash = hash_of(name);
  if (find_exact(name, hash).found()) return true;
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].place != 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {static_cast<std::uint32_t>(pool_.size() + 1), static_cast<std::uint32_t>(hash >> 32U)};
  pool_ += static_cast<char>(name.size());
  pool_ += name;
  char bytes[kLineBytes];
  std::memcpy(bytes, &line, kLineBytes);
  pool_.append(bytes, kLineBytes);
  ++count_;
  return true;
}

DomainSet::Entry DomainSet::entry_at(std::uint32_t place) const {
  const std::size_t size = static_cast<unsigned char>(pool_[place - 1]);
  Entry entry;
  entry.domain = std::string_view(pool_).substr(place, size);
  std::memcpy(&entry.line, pool_.data() + place + size, kLineBytes);
  return entry;
}

DomainSet::Entry DomainSet::find_exact(std::string_view domain, std::uint64_t hash) const {
  const auto tag = static_cast<std::uint32_t>(hash >> 32U);
  for (std::size_t at = hash & (slots_.size() - 1); slots_[at].place != 0;
       at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].tag != tag) continue;
    const Entry entry = entry_at(slots_[at].place);
    if (entry.domain == domain) return entry;
  }
  return {};
}

DomainSet::Entry DomainSet::find(std::string_view host) const {
  if (count_ == 0 || host.empty() || host.size() > kLongestName + 1) return {};
  if (host.back() == '.') host.remove_suffix(1);
  Entry longest;
  std::uint64_t hash = kPrime;
  for (std::size_t i = host.size(); i-- > 0;) {
    hash = step(hash, host[i]);
    if (i != 0 && host[i - 1] != '.') continue;
    const Entry entry = find_exact(host.substr(i), mixed(hash));
    if (entry.found()) longest = entry;
  }
  return longest;
}

void DomainSet::grow() {
  std::vector<Slot> old(slots_.empty() ? kFirstSlots : slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.place == 0) continue;
    const std::uint64_t hash = hash_of(entry_at(slot.place).domain);
    std::size_t at = hash & (slots_.size() - 1);
    while (slots_[at].place != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void DomainSet::finish() { pool_.shrink_to_fit(); }

}  // namespace postgate::link
