// SPDX-License-Identifier: Apache-2.0
#include "runtime/packet_terms.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

namespace {

constexpr size_t kLongestKnownName = 50;

/// Header fields that are atoms, in the order of the numbers that programs get with them.
constexpr std::string_view kFields[] = {"Cache-Control",
                                        "Connection",
                                        "Date",
                                        "Pragma",
                                        "Transfer-Encoding",
                                        "Upgrade",
                                        "Via",
                                        "Accept",
                                        "Accept-Charset",
                                        "Accept-Encoding",
                                        "Accept-Language",
                                        "Authorization",
                                        "From",
                                        "Host",
                                        "If-Modified-Since",
                                        "If-Match",
                                        "If-None-Match",
                                        "If-Range",
                                        "If-Unmodified-Since",
                                        "Max-Forwards",
                                        "Proxy-Authorization",
                                        "Range",
                                        "Referer",
                                        "User-Agent",
                                        "Age",
                                        "Location",
                                        "Proxy-Authenticate",
                                        "Public",
                                        "Retry-After",
                                        "Server",
                                        "Vary",
                                        "Warning",
                                        "Www-Authenticate",
                                        "Allow",
                                        "Content-Base",
                                        "Content-Encoding",
                                        "Content-Language",
                                        "Content-Length",
                                        "Content-Location",
                                        "Content-Md5",
                                        "Content-Range",
                                        "Content-Type",
                                        "Etag",
                                        "Expires",
                                        "Last-Modified",
                                        "Accept-Ranges",
                                        "Set-Cookie",
                                        "Set-Cookie2",
                                        "X-Forwarded-For",
                                        "Cookie",
                                        "Keep-Alive",
                                        "Proxy-Connection"};

constexpr std::string_view kMethods[] = {"OPTIONS", "GET",    "HEAD", "POST",
                                         "PUT",     "DELETE", "TRACE"};

bool is_space(char c) { return c == ' ' || c == '\t'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether a character cannot be in a name (RFC 2616, 2.2).
bool is_special(char c) {
  const auto byte = static_cast<uint8_t>(c);
  constexpr std::string_view kSeparators = "()<>@,;:\\\"/[]?={}";
  return byte <= ' ' || byte >= 0x80 || kSeparators.find(c) != std::string_view::npos;
}

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) {
           return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + ('a' - 'A')) : a) == b;
         });
}

/// Takes characters off the front of a text while they pass a test.
template <typename Test>
std::string_view take_while(std::string_view& text, Test test) {
  size_t size = 0;
  while (size < text.size() && test(text[size])) ++size;
  const std::string_view taken = text.substr(0, size);
  text.remove_prefix(size);
  return taken;
}

/// Digits as a number; too many of them wrap around.
int32_t number_of(std::string_view digits) {
  uint32_t number = 0;
  for (const char c : digits) number = number * 10 + static_cast<uint32_t>(c - '0');
  return static_cast<int32_t>(number);
}

struct Version {
  int32_t major = 0;
  int32_t minor = 9;
};

/// MAJOR.MINOR, taken off the front of a text.
std::optional<Version> take_version(std::string_view& text) {
  const std::string_view major = take_while(text, is_digit);
  if (major.empty() || text.empty() || text.front() != '.') return std::nullopt;
  text.remove_prefix(1);
  const std::string_view minor = take_while(text, is_digit);
  if (minor.empty()) return std::nullopt;
  return Version{number_of(major), number_of(minor)};
}

class HttpReader {
 public:
  HttpReader(Heap& heap, bool binaries) : heap_(heap), binaries_(binaries) {}

  Term text(std::string_view text) const {
    if (binaries_) return make_binary(heap_, text.data(), text.size());
    return heap_.string(text.data(), text.size());
  }

  /// HTTP/1.1 200 OK, behind the slash; the non-value if it is none.
  Term response(std::string_view rest) const {
    const std::optional<Version> version = take_version(rest);
    if (!version || take_while(rest, is_space).empty()) return Term::non_value();
    const std::string_view status = take_while(rest, is_digit);
    const bool has_space = !take_while(rest, is_space).empty();
    if (!has_space && !rest.empty()) return Term::non_value();
    return heap_.tuple(intern("http_response"), version_term(*version),
                       Term::small(number_of(status)), text(rest));
  }

  /// GET / HTTP/1.1; the non-value if it is none.
  Term request(std::string_view rest) const {
    const std::string_view method = take_while(rest, [](char c) { return !is_special(c); });
    if (method.empty() || rest.empty() || !is_space(rest.front())) return Term::non_value();
    take_while(rest, is_space);
    const std::string_view address = take_while(rest, [](char c) { return !is_space(c); });
    if (address.empty()) return Term::non_value();
    take_while(rest, is_space);
    std::optional<Version> version = Version();
    if (!rest.empty()) {
      constexpr size_t kShortest = 8;
      if (rest.size() < kShortest || !rest.starts_with("HTTP/")) return Term::non_value();
      rest.remove_prefix(5);
      version = take_version(rest);
      if (!version) return Term::non_value();
    }
    const bool is_known =
        std::find(std::begin(kMethods), std::end(kMethods), method) != std::end(kMethods);
    return heap_.tuple(intern("http_request"), is_known ? intern(method) : text(method),
                       address_term(address), version_term(*version));
  }

  /// Name: Value; the non-value if it is none.
  Term header(std::string_view line) const {
    std::string_view rest = line;
    const std::string_view name = take_while(rest, [](char c) { return !is_special(c); });
    if (rest.empty() || rest.front() != ':') return Term::non_value();
    rest.remove_prefix(1);
    take_while(rest, is_space);
    int64_t number = 0;
    Term field;
    if (name.size() <= kLongestKnownName) {
      const std::string spelled = capitalise(name);
      const auto* found = std::find(std::begin(kFields), std::end(kFields), spelled);
      if (found != std::end(kFields)) {
        number = found - std::begin(kFields) + 1;
        field = intern(spelled);
      } else {
        field = text(spelled);
      }
    } else {
      field = text(name);
    }
    const Term original = text(name);
    return heap_.tuple(intern("http_header"), Term::small(number), field, original, text(rest));
  }

 private:
  Term version_term(Version version) const {
    return heap_.tuple(Term::small(version.major), Term::small(version.minor));
  }

  Term address_term(std::string_view address) const {
    constexpr std::string_view kHttp = "http://";
    constexpr std::string_view kHttps = "https://";
    if (address == "*") return intern("*");
    if (address.size() == 1 || address.front() == '/') {
      return heap_.tuple(intern("abs_path"), text(address));
    }
    if (equals_ignoring_case(address.substr(0, kHttp.size()), kHttp)) {
      return absolute_term("http", address.substr(kHttp.size()));
    }
    if (equals_ignoring_case(address.substr(0, kHttps.size()), kHttps)) {
      return absolute_term("https", address.substr(kHttps.size()));
    }
    const size_t colon = address.find(':');
    if (colon == std::string_view::npos) return text(address);
    const Term scheme = text(address.substr(0, colon));
    return heap_.tuple(intern("scheme"), scheme, text(address.substr(colon + 1)));
  }

  /// HOST[:PORT][/PATH]
  Term absolute_term(std::string_view scheme, std::string_view rest) const {
    const size_t slash = rest.find('/');
    const std::string_view path = slash == std::string_view::npos ? "/" : rest.substr(slash);
    std::string_view host = rest.substr(0, slash);
    Term port = atoms::kUndefined;
    const size_t colon = host.find(':');
    if (colon != std::string_view::npos) {
      std::string_view digits = host.substr(colon + 1);
      host = host.substr(0, colon);
      const int32_t number = number_of(take_while(digits, is_digit));
      if (digits.empty() && number != 0) port = Term::small(number);
    }
    const Term host_text = text(host);
    return heap_.tuple(intern("absoluteURI"), intern(scheme), host_text, port, text(path));
  }

  /// As-This: the first letter of each part large, the others small.
  static std::string capitalise(std::string_view name) {
    std::string text(name);
    bool is_first = true;
    for (char& c : text) {
      if (is_first) {
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - ('a' - 'A'));
        is_first = false;
      } else if (c >= 'A' && c <= 'Z') {
        c = static_cast<char>(c + ('a' - 'A'));
      } else if (c == '-') {
        is_first = true;
      }
    }
    return text;
  }

  Heap& heap_;
  bool binaries_;
};

Term http_term(Heap& heap, PacketType type, std::span<const uint8_t> packet, bool& in_headers) {
  const bool binaries = type == PacketType::kHttpBin || type == PacketType::kHttphBin;
  const HttpReader reader(heap, binaries);
  const std::string_view whole(reinterpret_cast<const char*>(packet.data()), packet.size());
  std::string_view line = whole;
  if (line.size() >= 2 && line[line.size() - 2] == '\r') {
    line.remove_suffix(2);
  } else if (!line.empty() && line.back() == '\n') {
    line.remove_suffix(1);
  }
  Term term;
  if (in_headers || is_http_header(type)) {
    in_headers = !line.empty();
    if (line.empty()) return intern("http_eoh");
    term = reader.header(line);
  } else {
    constexpr std::string_view kResponse = "HTTP/";
    term = line.starts_with(kResponse) ? reader.response(line.substr(kResponse.size()))
                                       : reader.request(line);
    in_headers = !term.is_non_value();
  }
  if (term.is_non_value()) term = heap.tuple(intern("http_error"), reader.text(whole));
  return term;
}

/// {ssl_tls, [], ContentType, {Major, Minor}, Data}. The greeting of a client that also knows
/// version 2 becomes one of version 3.
Term tls_term(Heap& heap, std::span<const uint8_t> packet) {
  constexpr uint8_t kHandshake = 22;
  uint8_t content_type = packet[0];
  size_t version_at = 1;
  Term data;
  if ((packet[0] & 0x80) != 0 && packet[2] == 1) {
    content_type = kHandshake;
    version_at = 3;
    const size_t size = packet.size() - 3;
    uint8_t* content;
    data = make_binary_uninitialised(heap, size + 4, &content);
    const uint8_t head[] = {1, static_cast<uint8_t>(size >> 16), static_cast<uint8_t>(size >> 8),
                            static_cast<uint8_t>(size)};
    std::copy(std::begin(head), std::end(head), content);
    std::copy(packet.begin() + 3, packet.end(), content + 4);
  } else {
    data = make_binary(heap, packet.data() + 5, packet.size() - 5);
  }
  const Term version =
      heap.tuple(Term::small(packet[version_at]), Term::small(packet[version_at + 1]));
  return heap.tuple(intern("ssl_tls"), Term::nil(), Term::small(content_type), version, data);
}

}  // namespace

Term packet_term(Heap& heap, PacketType type, std::span<const uint8_t> packet, bool& in_headers) {
  if (is_http(type)) return http_term(heap, type, packet, in_headers);
  return type == PacketType::kSslTls ? tls_term(heap, packet) : Term::non_value();
}

}  // namespace linac
