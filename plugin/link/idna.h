// ICU behind one wrapper: IDNA (UTS #46) as browsers use it, and the few character
// properties that repairing a host name asks for. Only non-ASCII names come here.
// Stateless after the first call, any thread.
#pragma once

#include <string>
#include <string_view>

namespace postgate::link {

// "domain to ASCII" of the URL Standard: non-transitional, bidi and joiner checks, lengths and
// hyphens not checked. False if a browser would refuse the name; `out` is undefined then.
bool domain_to_ascii(std::string_view utf8, std::string& out);

// The name with its "xn--" labels decoded; as it is where they cannot be.
std::string domain_to_unicode(std::string_view ascii);

// A pictograph or another mark that nobody types into an address bar.
bool is_emoji(char32_t c);
// A symbol that stands for a letter (circled, squared ...) and not a letter of some script.
bool is_symbol(char32_t c);
// A letter, mark or digit of any script.
bool is_letter_or_digit(char32_t c);

}  // namespace postgate::link
