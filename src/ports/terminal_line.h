// SPDX-License-Identifier: Apache-2.0
//
// The line that a terminal's cursor is in, as OTP's line editing sees it: characters that are
// written, inserted and deleted at a place. Knows where each is on the screen, on as many rows as
// it takes, and makes of every change what the terminal has to be sent. Control characters are
// shown as `^X`, tabs as spaces. Invariant: the cursor is at character `at_`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace linac {

class TerminalLine {
 public:
  void set_columns(uint32_t columns) { columns_ = columns == 0 ? kDefaultColumns : columns; }
  /// Whether the terminal understands UTF-8; else other than ASCII is shown by its number.
  void set_unicode(bool unicode) { unicode_ = unicode; }
  bool unicode() const { return unicode_; }

  // Each takes characters as UTF-8 and returns what to send to the terminal.

  /// Writes over what is there. A line feed begins another line.
  std::string put(std::string_view characters);
  std::string insert(std::string_view characters);
  /// Deletes so many characters behind the cursor, or before it if `count` is negative.
  std::string erase(int count);
  std::string move(int count);
  /// The whole line once more, on a row that is empty, and the cursor where it was.
  std::string redraw() const;

 private:
  static constexpr uint32_t kDefaultColumns = 80;

  /// A character as it is shown.
  struct Cell {
    std::string text;
    uint32_t columns;
    /// What it takes of OTP's line buffer, by which tabs are counted: an escape sequence takes as
    /// many as it has characters, a wide character one.
    uint32_t places;
  };
  /// Where an escape sequence stands: its characters take no columns.
  enum class Escape : uint8_t { kNone, kBegun, kParameters };

  Cell make_cell(uint32_t character);
  uint32_t escaped_columns(uint32_t character);
  /// Puts characters over the cells from the cursor on; lines that end there are written out.
  /// Returns the place from which on the line is still to be written.
  size_t overwrite(std::string_view characters, std::string& out);
  void end_line(bool feeds, std::string& out);
  /// Columns before a character, from the line's beginning.
  uint32_t columns_before(size_t place) const;
  void write(size_t from, size_t to, std::string& out) const;
  /// Moves the cursor between places counted in columns.
  void go(uint32_t from, uint32_t to, std::string& out) const;
  /// After writing up to a terminal's last column: brings the cursor to the next row.
  void wrap(size_t place, std::string& out) const;
  size_t place_at(int count) const;

  std::vector<Cell> cells_;
  size_t at_ = 0;
  uint32_t columns_ = kDefaultColumns;
  bool unicode_ = false;
  Escape escape_ = Escape::kNone;
};

/// Columns that a terminal gives a character: 0 for one that is joined to the one before, 2 for the
/// wide ones of East Asia, else 1.
uint32_t character_columns(uint32_t character);

}  // namespace linac
