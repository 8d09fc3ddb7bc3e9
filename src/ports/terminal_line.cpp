// SPDX-License-Identifier: Apache-2.0
#include "ports/terminal_line.h"

#include <algorithm>
#include <cstdio>
#include <span>

#include "term/utf8.h"

namespace linac {

namespace {

// What every terminal in use understands. Source: ECMA-48.
constexpr char kLeft = '\b';
constexpr const char* kRight = "\x1b[C";
constexpr const char* kUp = "\x1b[A";
// Not a line feed: terminals in raw mode may still add a carriage return to that.
constexpr const char* kDown = "\x1b[B";
constexpr char kEscape = '\x1b';

constexpr uint32_t kTabColumns = 8;
constexpr uint32_t kDelete = 0x7f;

struct Range {
  uint32_t first;
  uint32_t last;
};

// Source: Unicode 15, general categories Mn, Me and Cf: the blocks that are all or nearly all such.
constexpr Range kJoined[] = {
    {0x300, 0x36f},   {0x483, 0x489},   {0x591, 0x5bd},   {0x610, 0x61a},   {0x64b, 0x65f},
    {0x6d6, 0x6dc},   {0x900, 0x902},   {0xe31, 0xe31},   {0xe34, 0xe3a},   {0xe47, 0xe4e},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x2064},
    {0x20d0, 0x20f0}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xfeff, 0xfeff}, {0xe0100, 0xe01ef},
};

// Source: Unicode 15, EastAsianWidth.txt: W and F.
constexpr Range kWide[] = {
    {0x1100, 0x115f},   {0x231a, 0x231b},   {0x2329, 0x232a},   {0x23e9, 0x23ec},
    {0x25fd, 0x25fe},   {0x2614, 0x2615},   {0x2648, 0x2653},   {0x26a1, 0x26a1},
    {0x26bd, 0x26be},   {0x26c4, 0x26c5},   {0x26d4, 0x26d4},   {0x2705, 0x2705},
    {0x270a, 0x270b},   {0x2728, 0x2728},   {0x274c, 0x274c},   {0x2753, 0x2755},
    {0x2795, 0x2797},   {0x2b1b, 0x2b1c},   {0x2b50, 0x2b50},   {0x2e80, 0x303e},
    {0x3041, 0x33ff},   {0x3400, 0x4dbf},   {0x4e00, 0xa4cf},   {0xa960, 0xa97f},
    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe10, 0xfe19},   {0xfe30, 0xfe6f},
    {0xff01, 0xff60},   {0xffe0, 0xffe6},   {0x1f004, 0x1f004}, {0x1f18e, 0x1f18e},
    {0x1f191, 0x1f19a}, {0x1f200, 0x1f320}, {0x1f32d, 0x1f335}, {0x1f337, 0x1f37c},
    {0x1f37e, 0x1f393}, {0x1f3a0, 0x1f3ca}, {0x1f3e0, 0x1f3f0}, {0x1f400, 0x1f43e},
    {0x1f442, 0x1f4fc}, {0x1f4ff, 0x1f53d}, {0x1f550, 0x1f567}, {0x1f5fb, 0x1f64f},
    {0x1f680, 0x1f6c5}, {0x1f900, 0x1f9ff}, {0x1fa70, 0x1faff}, {0x20000, 0x3fffd},
};

bool is_in(std::span<const Range> ranges, uint32_t character) {
  const auto found =
      std::upper_bound(ranges.begin(), ranges.end(), character,
                       [](uint32_t value, const Range& range) { return value < range.first; });
  return found != ranges.begin() && character <= (found - 1)->last;
}

void repeat(std::string& out, std::string_view text, uint32_t times) {
  for (; times > 0; --times) out += text;
}

/// The next character; one byte if that is no UTF-8.
uint32_t next_character(std::string_view& text) {
  uint32_t character = 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const int length = decode_utf8(bytes, bytes + text.size(), &character);
  if (length == 0) character = bytes[0];
  text.remove_prefix(length == 0 ? 1 : static_cast<size_t>(length));
  return character;
}

/// `\344` or `\x{20AC}`
std::string numbered(uint32_t character) {
  constexpr uint32_t kLargestOctal = 0x1ff;
  char text[16];
  std::snprintf(text, sizeof text, character <= kLargestOctal ? "\\%03o" : "\\x{%X}", character);
  return text;
}

}  // namespace

uint32_t character_columns(uint32_t character) {
  if (character < kJoined[0].first) return 1;
  if (is_in(kJoined, character)) return 0;
  return is_in(kWide, character) ? 2 : 1;
}

uint32_t TerminalLine::escaped_columns(uint32_t character) {
  if (escape_ == Escape::kBegun) {
    escape_ = character == '[' ? Escape::kParameters : Escape::kNone;
    return 0;
  }
  if (escape_ == Escape::kParameters) {
    const bool goes_on = character == ';' || (character >= '0' && character <= '9');
    if (!goes_on) escape_ = Escape::kNone;
    return 0;
  }
  return character_columns(character);
}

TerminalLine::Cell TerminalLine::make_cell(uint32_t character) {
  constexpr uint32_t kControl = 0x40;
  if (character == '\t') {
    uint32_t before = 0;
    for (size_t i = 0; i < at_; ++i) before += cells_[i].places;
    const uint32_t columns = kTabColumns - before % kTabColumns;
    return {std::string(columns, ' '), columns, columns};
  }
  if (character == kEscape) {
    escape_ = Escape::kBegun;
    return {std::string(1, kEscape), 0, 1};
  }
  if (character < ' ' || character == kDelete) {
    return {std::string("^") + static_cast<char>(character ^ kControl), 2, 2};
  }
  if (character > kDelete && !unicode_) {
    std::string text = numbered(character);
    const auto columns = static_cast<uint32_t>(text.size());
    return {std::move(text), columns, columns};
  }
  Cell cell{{}, escaped_columns(character), 1};
  append_utf8(cell.text, character);
  return cell;
}

uint32_t TerminalLine::columns_before(size_t place) const {
  uint32_t columns = 0;
  for (size_t i = 0; i < place; ++i) columns += cells_[i].columns;
  return columns;
}

void TerminalLine::write(size_t from, size_t to, std::string& out) const {
  for (size_t i = from; i < to; ++i) out += cells_[i].text;
}

void TerminalLine::go(uint32_t from, uint32_t to, std::string& out) const {
  const uint32_t from_row = from / columns_;
  const uint32_t to_row = to / columns_;
  if (to_row > from_row) repeat(out, kDown, to_row - from_row);
  if (to_row < from_row) repeat(out, kUp, from_row - to_row);
  const uint32_t from_column = from % columns_;
  const uint32_t to_column = to % columns_;
  if (to_column > from_column) repeat(out, kRight, to_column - from_column);
  if (to_column < from_column) out.append(from_column - to_column, kLeft);
}

void TerminalLine::wrap(size_t place, std::string& out) const {
  const uint32_t columns = columns_before(place);
  if (columns == 0 || columns % columns_ != 0) return;
  // A terminal goes to the next row when something is written there.
  const bool is_last = place >= cells_.size();
  out += is_last ? " " : cells_[place].text;
  out.append(is_last ? 1 : cells_[place].columns, kLeft);
}

void TerminalLine::end_line(bool feeds, std::string& out) {
  out += feeds ? "\r\n" : "\r";
  cells_.erase(cells_.begin(), cells_.begin() + static_cast<ptrdiff_t>(at_));
  at_ = 0;
}

size_t TerminalLine::overwrite(std::string_view characters, std::string& out) {
  size_t unwritten = at_;
  while (!characters.empty()) {
    const uint32_t character = next_character(characters);
    if (character == '\n' || character == '\r') {
      write(unwritten, at_, out);
      end_line(character == '\n', out);
      unwritten = 0;
      continue;
    }
    Cell cell = make_cell(character);
    if (at_ < cells_.size()) {
      cells_[at_] = std::move(cell);
    } else {
      cells_.push_back(std::move(cell));
    }
    ++at_;
  }
  return unwritten;
}

std::string TerminalLine::put(std::string_view characters) {
  constexpr size_t kLongest = 1 << 16;
  std::string out;
  if (at_ > kLongest) end_line(true, out);
  const size_t unwritten = overwrite(characters, out);
  write(unwritten, at_, out);
  if (at_ != unwritten) wrap(at_, out);
  return out;
}

std::string TerminalLine::insert(std::string_view characters) {
  const std::vector<Cell> rest(cells_.begin() + static_cast<ptrdiff_t>(at_), cells_.end());
  cells_.resize(at_);
  std::string out;
  const size_t unwritten = overwrite(characters, out);
  cells_.insert(cells_.end(), rest.begin(), rest.end());
  write(unwritten, cells_.size(), out);
  wrap(cells_.size(), out);
  go(columns_before(cells_.size()), columns_before(at_), out);
  return out;
}

size_t TerminalLine::place_at(int count) const {
  const auto place = static_cast<int64_t>(at_) + count;
  return static_cast<size_t>(std::clamp<int64_t>(place, 0, static_cast<int64_t>(cells_.size())));
}

std::string TerminalLine::erase(int count) {
  std::string out;
  const size_t other = place_at(count);
  const size_t first = std::min(at_, other);
  const size_t last = std::max(at_, other);
  if (first == last) return out;
  go(columns_before(at_), columns_before(first), out);
  const uint32_t gone = columns_before(last) - columns_before(first);
  cells_.erase(cells_.begin() + static_cast<ptrdiff_t>(first),
               cells_.begin() + static_cast<ptrdiff_t>(last));
  at_ = first;
  write(at_, cells_.size(), out);
  out.append(gone, ' ');
  const uint32_t end = columns_before(cells_.size()) + gone;
  if (end % columns_ == 0) out += " \b";
  go(end, columns_before(at_), out);
  return out;
}

std::string TerminalLine::redraw() const {
  std::string out;
  write(0, cells_.size(), out);
  wrap(cells_.size(), out);
  go(columns_before(cells_.size()), columns_before(at_), out);
  return out;
}

std::string TerminalLine::move(int count) {
  std::string out;
  const size_t place = place_at(count);
  go(columns_before(at_), columns_before(place), out);
  at_ = place;
  return out;
}

}  // namespace linac
