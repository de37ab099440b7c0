// What the SARIF documents of `scan` and `pack check` share (SARIF 2.1.0, OASIS, 2020). No state.
#pragma once

#include <string>
#include <string_view>

namespace postgate_cli {

// Around the runs of a document.
inline constexpr std::string_view kSarifBegin =
    R"({"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[)";
inline constexpr std::string_view kSarifEnd = "]}\n";

// A member that is a message: {"text": ..}.
void sarif_text(std::string& out, std::string_view name, std::string_view text);

// A file name as a relative URI reference, RFC 3986.
std::string uri_of(std::string_view file);

}  // namespace postgate_cli
