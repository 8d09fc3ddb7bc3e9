// SPDX-License-Identifier: Apache-2.0
//
// The driver `ram_file_drv`: a file that is the port's memory (file:open/2 with `ram`, archives
// read from binaries). Each request is an operation and numbers of four bytes; each is answered
// with one message. A file has at most 2 GB. Source: kernel/src/ram_file.erl of OTP 25.
#include <algorithm>

#include "ports/driver.h"
#include "ports/inet_wire.h"
#include "ports/port_signals.h"
#include "term/atom.h"
#include "term/bitstring.h"

namespace linac {

namespace {

constexpr uint32_t kMayRead = 1;
constexpr uint32_t kMayWrite = 2;
constexpr int64_t kMaxBytes = INT32_MAX;

enum Operation : uint8_t {
  kOpen = 1,
  kRead = 2,
  kSeek = 3,
  kWrite = 4,
  kSync = 9,
  kTruncate = 14,
  kReadAt = 17,
  kWriteAt = 18,
  kDataSync = 19,
  kGet = 30,
  kSize = 37,
  kAdvise = 38,
  kAllocate = 39,
};

enum Answer : uint8_t { kOk = 0, kError = 1, kData = 2, kNumber = 3 };

class RamFileDriver final : public PortDriver {
 public:
  RamFileDriver(Port& port, bool answers_in_binaries)
      : PortDriver(port), in_binaries_(answers_in_binaries) {}

  void output(Context& context, Bytes bytes) override {
    inet::Reader reader(bytes);
    const uint8_t operation = reader.byte();
    switch (operation) {
      case kOpen:
        return open(context, reader);
      case kRead:
        return read(context, at_, number_of(reader), true);
      case kReadAt: {
        const int64_t at = number_of(reader);
        return read(context, at, number_of(reader), false);
      }
      case kWrite:
        return write(context, at_, reader.rest(), true);
      case kWriteAt: {
        const int64_t at = number_of(reader);
        return write(context, at, reader.rest(), false);
      }
      case kSeek: {
        const int64_t offset = number_of(reader);
        return seek(context, offset, reader.number(4));
      }
      case kTruncate:
        return truncate(context);
      case kGet:
        return answer_data(context, content_);
      case kSize:
        return answer_number(context, static_cast<int64_t>(content_.size()));
      case kSync:
      case kDataSync:
      case kAdvise:
      case kAllocate:
        return modes_ == 0 ? answer_error(context, "ebadf") : answer(context, {kOk}, {});
      default:
        // As in OTP, there is no answer.
        return;
    }
  }

 private:
  static int64_t number_of(inet::Reader& reader) { return static_cast<int32_t>(reader.number(4)); }

  void open(Context& context, inet::Reader& reader) {
    modes_ = reader.number(4);
    const BytesView bytes = reader.rest();
    content_.assign(bytes.begin(), bytes.end());
    at_ = 0;
    answer_number(context, 0);
  }

  void read(Context& context, int64_t at, int64_t count, bool moves) {
    if ((modes_ & kMayRead) == 0) return answer_error(context, "ebadf");
    if (at < 0 || count < 0) return answer_error(context, "einval");
    const auto size = static_cast<int64_t>(content_.size());
    count = std::min(count, std::max<int64_t>(size - at, 0));
    if (moves) at_ = at + count;
    const BytesView found = count == 0 ? BytesView()
                                       : BytesView(content_).subspan(static_cast<size_t>(at),
                                                                     static_cast<size_t>(count));
    answer_data(context, found);
  }

  void write(Context& context, int64_t at, BytesView bytes, bool moves) {
    if (at < 0) return answer_error(context, "einval");
    if ((modes_ & kMayWrite) == 0) return answer_error(context, "ebadf");
    const int64_t end = at + static_cast<int64_t>(bytes.size());
    if (end > kMaxBytes) return answer_error(context, "einval");
    if (static_cast<size_t>(end) > content_.size()) content_.resize(static_cast<size_t>(end));
    std::copy(bytes.begin(), bytes.end(), content_.begin() + static_cast<ptrdiff_t>(at));
    if (moves) at_ = end;
    answer_number(context, static_cast<int64_t>(bytes.size()));
  }

  void seek(Context& context, int64_t offset, uint32_t origin) {
    enum : uint32_t { kFromBegin = 0, kFromHere = 1, kFromEnd = 2 };
    if (modes_ == 0) return answer_error(context, "ebadf");
    if (origin > kFromEnd) return answer_error(context, "einval");
    if (origin == kFromHere) offset += at_;
    if (origin == kFromEnd) offset += static_cast<int64_t>(content_.size());
    if (offset < 0 || offset > kMaxBytes) return answer_error(context, "einval");
    at_ = offset;
    answer_number(context, at_);
  }

  void truncate(Context& context) {
    if ((modes_ & kMayWrite) == 0) return answer_error(context, "eacces");
    content_.resize(static_cast<size_t>(at_));
    answer(context, {kOk}, {});
  }

  void answer_error(Context& context, std::string_view name) {
    Bytes header{kError};
    header.insert(header.end(), name.begin(), name.end());
    answer(context, header, {});
  }

  void answer_number(Context& context, int64_t number) {
    Bytes header{kNumber};
    inet::put_number(header, static_cast<uint64_t>(number), 4);
    answer(context, header, {});
  }

  void answer_data(Context& context, BytesView bytes) {
    Bytes header{kData};
    inet::put_number(header, bytes.size(), 4);
    answer(context, header, bytes);
  }

  /// {Port, {data, [Header … | Bytes]}}, where bytes are a binary or more of the list.
  void answer(Context& context, const Bytes& header, BytesView bytes) {
    port_.input_bytes += header.size() + bytes.size();
    send_from_port(context, port_.owner, [&](Heap& heap) {
      Term list = Term::nil();
      if (in_binaries_ && header[0] == kData) {
        list = make_binary(heap, bytes.data(), bytes.size());
      } else {
        for (size_t i = bytes.size(); i-- > 0;) list = heap.cons(Term::small(bytes[i]), list);
      }
      for (size_t i = header.size(); i-- > 0;) list = heap.cons(Term::small(header[i]), list);
      return heap.tuple(port_.term(), heap.tuple(intern("data"), list));
    });
  }

  const bool in_binaries_;
  uint32_t modes_ = 0;
  int64_t at_ = 0;  ///< may be behind the end
  Bytes content_;
};

}  // namespace

std::unique_ptr<PortDriver> start_ram_file(Context&, Port& port, const PortSettings& settings,
                                           Term&) {
  return std::make_unique<RamFileDriver>(port, settings.binary);
}

}  // namespace linac
