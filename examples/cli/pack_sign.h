// `pack keygen`, `pack sign` and `pack verify`: the key and signature files are minisign's.
#pragma once

#include <string>
#include <vector>

#include "pack_access.h"
#include "terminal.h"

namespace postgate_cli {

struct KeygenSettings {
  std::string public_file = "postgate.pub";
  std::string secret_file = "postgate.key";
  std::string password_file;
  bool force = false;
};
int pack_keygen(const KeygenSettings& settings);

struct SignSettings {
  std::string file;
  std::string secret_file = "postgate.key";
  std::string password_file;
  std::string signature_file;  // empty: FILE.minisig
};
int pack_sign(const SignSettings& settings);

struct VerifySettings {
  std::string file;
  PackAccess access;
  std::string signature_file;  // empty: FILE.minisig
  bool as_json = false;
  ColourChoice colour = ColourChoice::kAuto;
};
int pack_verify(const VerifySettings& settings);

}  // namespace postgate_cli
