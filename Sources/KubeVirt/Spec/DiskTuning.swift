extension DomainSpec {
    /// How the host caches a disk.
    public struct DiskCache: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Not at all.
        public static let none = DiskCache(rawValue: "none")
        /// Reads only.
        public static let writeThrough = DiskCache(rawValue: "writethrough")
        /// Reads and writes.
        public static let writeBack = DiskCache(rawValue: "writeback")
        /// Not at all, and each write is awaited.
        public static let directSync = DiskCache(rawValue: "directsync")
    }
}

extension DomainSpec {
    /// How the host reads and writes a disk.
    public struct DiskIO: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The kernel's asynchronous calls; needs a cache of `none` or `directsync`.
        public static let native = DiskIO(rawValue: "native")
        /// A pool of threads.
        public static let threads = DiskIO(rawValue: "threads")
    }
}

extension DomainSpec {
    /// What a failed read or write does.
    public struct DiskErrorPolicy: RawRepresentable, Sendable, Hashable, Codable {
        /// The word as KubeVirt writes it.
        public var rawValue: String

        /// A value by its word; unknown words are refused by admission, not here.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Pauses the machine.
        public static let stop = DiskErrorPolicy(rawValue: "stop")
        /// Nothing.
        public static let ignore = DiskErrorPolicy(rawValue: "ignore")
        /// The guest is told.
        public static let report = DiskErrorPolicy(rawValue: "report")
        /// A full host pauses the machine; other errors are told to the guest.
        public static let enospace = DiskErrorPolicy(rawValue: "enospace")
    }
}

extension DomainSpec {
    /// Size of blocks that a device tells the guest.
    public struct BlockSize: Sendable, Hashable, Codable {
        /// These sizes.
        public var custom: CustomBlockSize?
        /// The sizes of the volume beneath.
        public var matchVolume: FeatureState?

        /// A value with these fields; what is not given stays unset.
        public init(
            custom: CustomBlockSize? = nil,
            matchVolume: FeatureState? = nil
        ) {
            self.custom = custom
            self.matchVolume = matchVolume
        }
    }
}

extension DomainSpec {
    /// Sizes of blocks, in bytes; powers of two.
    public struct CustomBlockSize: Sendable, Hashable, Codable {
        /// Unit in which blocks are discarded.
        public var discardGranularity: UInt32?
        /// Smallest unit of a read or write.
        public var logical: UInt32
        /// Unit that the device writes best.
        public var physical: UInt32

        /// A value with these fields; what is not given stays unset.
        public init(
            discardGranularity: UInt32? = nil,
            logical: UInt32,
            physical: UInt32
        ) {
            self.discardGranularity = discardGranularity
            self.logical = logical
            self.physical = physical
        }
    }
}
