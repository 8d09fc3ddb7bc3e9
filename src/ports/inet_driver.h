// SPDX-License-Identifier: Apache-2.0
//
// What the drivers `tcp_inet` and `udp_inet` have in common: requests of OTP's prim_inet, options,
// operations whose outcome comes later as {inet_async, Port, Number, Outcome}, counting. What a
// socket does is in ports/tcp_driver.cpp and udp_driver.cpp, and at last in the host
// (platforms/network_host.h). docs/network.md tells how it fits together.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "memory/heap.h"
#include "platforms/network_host.h"
#include "ports/driver.h"
#include "ports/inet_options.h"

namespace linac::inet {

class InetDriver : public PortDriver {
 public:
  InetDriver(Context& context, Port& port);

  std::optional<Bytes> control(Context& context, uint32_t request, BytesView bytes) final;
  void host_event(Context& context, HostHandle handle, uint32_t kind, BytesView bytes) final;
  void stop(Context& context) override;

 protected:
  /// What a process waits for.
  struct Operation {
    uint16_t number = 0;
    Term caller;
    uint32_t timer = 0;  ///< 0: it waits for ever
  };
  using MakeTerm = std::function<Term(Heap&)>;

  /// A request that is not the same for all. The answer begins with a Reply.
  virtual Bytes request(Context& context, Request what, Reader& reader) = 0;
  virtual void event(Context& context, NetworkEvent what, BytesView bytes) = 0;
  /// Time is over for operations with that timer.
  virtual void timed_out(Context& context, uint32_t timer) = 0;
  /// `active` or how packets are cut may have changed.
  virtual void options_changed(Context& context) = 0;
  virtual uint32_t status() const = 0;
  virtual SocketType type() const = 0;
  /// The first element of messages to the owner.
  virtual Term tag() const = 0;
  virtual bool reset_on_close() const { return false; }

  static Bytes ok(BytesView bytes = {});
  static Bytes error(std::string_view name);
  /// Asks the host.
  NetworkAnswer ask(Context& context, std::string_view operation, BytesView bytes = {});
  /// The host's answer as that of a request.
  Bytes pass_on(Context& context, std::string_view operation, BytesView bytes = {});

  /// An operation of the running process's, with a timer unless `timeout` is kInfinity.
  Operation begin(Context& context, uint32_t timeout);
  uint32_t start_timer(Context& context, uint32_t milliseconds);
  /// {inet_async, Port, Number, Outcome} to whoever waits.
  void complete(Context& context, const Operation& operation, const MakeTerm& make_outcome);
  void complete_error(Context& context, const Operation& operation, std::string_view name);
  /// {inet_reply, Port, ok | {error, Name}} to a process that has sent.
  void reply_sent(Context& context, Term caller, std::string_view error_name = {});
  void tell_owner(Context& context, const MakeTerm& make);
  /// Data as the options have it: list or binary, with a header of bytes.
  Term make_data(Heap& heap, BytesView bytes) const;
  /// One message less that is to be given to the owner by itself.
  void use_active(Context& context);
  void count_received(size_t size);
  void count_sent(size_t size);

  Options options_;
  HostHandle handle_ = 0;
  Family family_ = kInet;
  uint32_t pending_ = 0;  ///< bytes that the host has not sent yet
  std::vector<Term> subscribers_;

 private:
  struct Count {
    uint32_t count = 0;
    uint32_t largest = 0;
    double average = 0;
    double deviation = 0;
    uint64_t octets = 0;
    void add(size_t size);
  };

  Bytes dispatch(Context& context, Request request, BytesView bytes);
  Bytes change_options(Context& context, BytesView bytes);
  Bytes statistics(BytesView names) const;
  Bytes subscribe(Context& context);

  uint16_t last_number_ = 0;
  uint32_t last_timer_ = 0;
  Count received_;
  Count sent_;
};

}  // namespace linac::inet
