// How Han characters sound and what pictures and pieces stand for: what the weak folds know about single
// characters. Constant data, any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace postgate {

using SyllableId = std::uint16_t;  // 0: none

// The usual reading first; empty if `cp` has none.
std::span<const SyllableId> readings_of(std::uint32_t cp);

// "wei", without a tone.
std::string_view syllable_name(SyllableId syllable);

// The character that stands for everything that usually sounds like `syllable`, with `fuzzy` also for what
// sounds nearly like it.
std::uint32_t sound_sign(SyllableId syllable, bool fuzzy);

// `cp` as a homophone view shows it: the sign of its usual reading; `cp` itself without one.
std::uint32_t sound_of(std::uint32_t cp, bool fuzzy);

// Whether some reading of one is a reading of the other, with `fuzzy` nearly.
bool sound_alike(std::uint32_t a, std::uint32_t b, bool fuzzy);

// The signs under which a character that can be read like `cp` may stand in a homophone view; that of the
// usual reading of `cp` first.
std::vector<std::uint32_t> signs_of_alike(std::uint32_t cp, bool fuzzy);

// The word that a picture or sign is written for, as BMP characters; empty if it is none.
std::span<const std::uint16_t> emoji_word(std::uint32_t cp);

// The ways `cp` is written in pieces, each as BMP characters.
std::vector<std::span<const std::uint16_t>> split_forms(std::uint32_t cp);

// What `cp` looks like; `cp` itself if that is nothing else.
std::uint32_t shape_of(std::uint32_t cp);

}  // namespace postgate
