// SPDX-License-Identifier: Apache-2.0
//
// Resources: C++ objects that programs hold by reference, such as a zlib stream or an array of
// counters. The reference is an ordinary one that also owns the object's BinaryData; when the last
// copy of it is collected, wherever it was sent, the object is destroyed. Invariant: a resource is
// in one BinaryData only.
#pragma once

#include <memory>

#include "memory/heap.h"
#include "term/layout.h"

namespace linac {

enum class ResourceType : uint8_t {
  kAtomics,
  kBuffer,
  kBytePatterns,
  kCipher,
  kCounters,
  kEtsBurial,
  kEtsInsertion,
  kEtsTraversal,
  kFileHandle,
  kHash,
  kLongWork,
  kMac,
  kPreparedModule,
  kMatchSpec,
  kRegexMatch,
  kZlibStream,
};

struct Resource {
  explicit Resource(ResourceType resource_type) : type(resource_type) {}
  virtual ~Resource() = default;
  const ResourceType type;
};

/// A reference to `resource`, of a number that no other reference has.
Term make_resource(Heap& heap, Word number, std::unique_ptr<Resource> resource);

/// The resource that `term` stands for; null if it stands for none.
Resource* resource_of(Term term);

/// The same for a resource type, which says what it is as `kType`.
template <typename T>
T* resource_of(Term term) {
  Resource* resource = resource_of(term);
  return resource != nullptr && resource->type == T::kType ? static_cast<T*>(resource) : nullptr;
}

}  // namespace linac
