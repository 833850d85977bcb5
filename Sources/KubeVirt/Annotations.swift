import Spelling

/// What a machine says beyond KubeVirt's fields: its annotations under `mayfly.dev/`, read strictly.
///
/// | annotation | meaning | local | cluster |
/// | --- | --- | --- | --- |
/// | `mayfly.dev/kernel` | absolute path of a kernel on the host, booted directly | yes | refused |
/// | `mayfly.dev/initrd` | absolute path of the initramfs that goes with it | yes | refused |
/// | `mayfly.dev/dtb` | absolute path of a device tree, in the place of the machine's own | yes | refused |
/// | `mayfly.dev/firmware` | absolute path of a firmware as one file: OVMF, U-Boot, OpenSBI, coreboot | yes | refused |
/// | `mayfly.dev/root` | `9p:` or `virtiofs:` and a directory on the host: ``SharedRoot`` | yes | refused |
/// | `mayfly.dev/pmem` | a comma list of disks that are persistent memory: ``persistentMemory`` | yes | refused |
/// | `mayfly.dev/machine` | a machine type of QEMU's that KubeVirt does not let in, or a ``Board`` | yes | refused |
/// | `mayfly.dev/architecture` | an architecture that KubeVirt does not know: ``Architecture/beyondKubeVirt`` | yes | refused |
/// | `mayfly.dev/network-policy` | `none`, `isolated` or `outbound`: ``NetworkPolicy`` | yes | `outbound` only |
/// | `mayfly.dev/offer-host` | `proxy`, `certificates` or both: ``HostOffers`` | yes | refused |
/// | `mayfly.dev/repeat` | `exact`: each run is the same: ``Repetition`` | yes | refused |
/// | `mayfly.dev/seed` | a number that the machine's chance and identity are made of | yes | refused |
/// | `mayfly.dev/clock` | the time at which the machine starts, as RFC 3339 | yes | refused |
/// | `mayfly.dev/gdb` | `wait` or `nowait`: ``Debugging/Debugger`` | yes | refused |
/// | `mayfly.dev/monitor` | `true`: QEMU's monitor on a socket | yes | refused |
/// | `mayfly.dev/dump` | `elf` or `kdump`: ``Debugging/DumpFormat`` | yes | refused |
/// | `mayfly.dev/capture` | a comma list of interfaces whose packets are kept | yes | refused |
/// | `mayfly.dev/record` | `true`: the run can be run again; with `mayfly.dev/repeat` | yes | refused |
/// | `mayfly.dev/replay` | absolute path of the directory with such a run | yes | refused |
public struct Annotations: Sendable, Hashable {
    /// Beginning of our keys; keys of others are left alone.
    public static let prefix = "mayfly.dev/"
    /// Key of ``kernel``.
    public static let kernelKey = prefix + "kernel"
    /// Key of ``initrd``.
    public static let initrdKey = prefix + "initrd"

    /// Key of ``deviceTree``.
    public static let deviceTreeKey = prefix + "dtb"
    /// Key of ``firmware``.
    public static let firmwareKey = prefix + "firmware"
    /// Key of ``persistentMemory``.
    public static let persistentMemoryKey = prefix + "pmem"
    /// Key of ``machine``.
    public static let machineKey = prefix + "machine"
    /// Key of ``architecture``.
    public static let architectureKey = prefix + "architecture"
    /// Key of ``networkPolicy``.
    public static let networkPolicyKey = prefix + "network-policy"
    /// Key of ``hostOffers``.
    public static let hostOffersKey = prefix + "offer-host"
    /// Key of ``repetition``.
    public static let repeatKey = prefix + "repeat"
    /// Key of ``seed``.
    public static let seedKey = prefix + "seed"
    /// Key of ``clock``.
    public static let clockKey = prefix + "clock"

    /// Each key of ours.
    package static let known =
        [
            architectureKey, clockKey, deviceTreeKey, firmwareKey, machineKey, initrdKey, kernelKey, networkPolicyKey,
            hostOffersKey, persistentMemoryKey, repeatKey, rootKey, seedKey,
        ] + Debugging.keys

    /// Absolute path of a kernel on the host; local back end only.
    public var kernel: String?
    /// Absolute path of the initramfs on the host; local back end only.
    public var initrd: String?
    /// Absolute path of a device tree on the host.
    public var deviceTree: String?
    /// Absolute path of a firmware on the host, which is not written to.
    public var firmware: String?
    /// A directory of the host that the guest can mount for its root.
    public var sharedRoot: SharedRoot?
    /// Disks of the VMI that the guest has as persistent memory: /dev/pmem0 and so on, in this order. They answer at once,
    /// as no other disk does, and what is written to them is gone with the machine.
    public var persistentMemory: [String]
    /// A machine type of QEMU's.
    public var machine: String?
    /// An architecture that KubeVirt does not know; those that it knows are the spec's.
    public var architecture: Architecture?
    /// How far the network reaches; `outbound` when unset.
    public var networkPolicy: NetworkPolicy?
    /// Settings of the host offered to the guest; a proxy only with a network that reaches it.
    public var hostOffers: HostOffers
    /// How much of a run comes again in the next one.
    public var repetition: Repetition?
    /// What the machine's chance and identity are made of, the same in each run.
    public var seed: UInt64?
    /// The time at which the machine starts.
    public var clock: Timestamp?
    /// What who looks for a fault wants.
    public var debugging: Debugging

    /// Annotations of these values.
    public init(
        kernel: String? = nil, initrd: String? = nil, deviceTree: String? = nil, firmware: String? = nil,
        sharedRoot: SharedRoot? = nil, persistentMemory: [String] = [], machine: String? = nil,
        architecture: Architecture? = nil,
        networkPolicy: NetworkPolicy? = nil, hostOffers: HostOffers = [], repetition: Repetition? = nil,
        seed: UInt64? = nil, clock: Timestamp? = nil, debugging: Debugging = Debugging()
    ) {
        self.kernel = kernel
        self.initrd = initrd
        self.deviceTree = deviceTree
        self.firmware = firmware
        self.sharedRoot = sharedRoot
        self.persistentMemory = persistentMemory
        self.machine = machine
        self.architecture = architecture
        self.networkPolicy = networkPolicy
        self.hostOffers = hostOffers
        self.repetition = repetition
        self.seed = seed
        self.clock = clock
        self.debugging = debugging
    }

    /// Reads the annotations of an object; the first of its ``problems(in:)`` is thrown.
    public init(_ metadata: ObjectMeta) throws(InvalidValue) {
        if let problem = Self.problems(in: metadata).first { throw problem }
        kernel = metadata.annotations?[Self.kernelKey]
        initrd = metadata.annotations?[Self.initrdKey]
        deviceTree = metadata.annotations?[Self.deviceTreeKey]
        firmware = metadata.annotations?[Self.firmwareKey]
        sharedRoot = metadata.annotations?[Self.rootKey].flatMap(SharedRoot.init)
        persistentMemory = metadata.annotations?[Self.persistentMemoryKey].map(Self.names) ?? []
        machine = metadata.annotations?[Self.machineKey]
        architecture = metadata.annotations?[Self.architectureKey].map(Architecture.init(rawValue:))
        networkPolicy = metadata.annotations?[Self.networkPolicyKey].flatMap(NetworkPolicy.init(rawValue:))
        repetition = metadata.annotations?[Self.repeatKey].flatMap(Repetition.init(rawValue:))
        seed = metadata.annotations?[Self.seedKey].flatMap { UInt64($0) }
        clock = metadata.annotations?[Self.clockKey].flatMap { try? Timestamp(scalarText: $0) }
        debugging = Debugging(metadata.annotations ?? [:])
        var unknown: String?
        hostOffers = metadata.annotations?[Self.hostOffersKey].map { HostOffers($0, unknown: &unknown) } ?? []
    }

    /// Everything that is wrong with our annotations of an object, by key.
    public static func problems(in metadata: ObjectMeta) -> [InvalidValue] {
        let ours = (metadata.annotations ?? [:]).filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
        return ours.compactMap { key, value in
            guard known.contains(key) else {
                let hint =
                    suggestion(for: key, among: known).map { "did you mean ‘\($0)’?" }
                    ?? "known are \(known.joined(separator: ", "))"
                return InvalidValue(.annotation, "unknown annotation ‘\(key)’; \(hint)", text: key)
            }
            return problem(of: key, value, beside: metadata.annotations ?? [:]).map {
                InvalidValue(.annotation, "annotation ‘\(key)’ \($0)", text: key)
            }
        }
    }

    private static func problem(of key: String, _ value: String, beside others: [String: String]) -> String? {
        switch key {
        case architectureKey:
            if Architecture.supported.contains(where: { $0.rawValue == value }) {
                return "is for what KubeVirt does not know; write spec.architecture: \(value)"
            }
            return problem(of: value, among: Architecture.beyondKubeVirt.map(\.rawValue))
        case networkPolicyKey: return problem(of: value, among: NetworkPolicy.allCases.map(\.rawValue))
        case hostOffersKey:
            var unknown: String?
            let offers = HostOffers(value, unknown: &unknown)
            let words = HostOffers.words.map(\.0)
            if let unknown {
                let hint = suggestion(for: unknown, among: words).map { "; did you mean ‘\($0)’?" } ?? ""
                return "must be a comma list of \(words.joined(separator: ", ")), each once, got ‘\(unknown)’" + hint
            }
            if offers.contains(.proxy), let policy = others[networkPolicyKey], policy != NetworkPolicy.outbound.rawValue
            {
                return "offers a proxy that the guest cannot reach under the network policy ‘\(policy)’; "
                    + "leave ‘proxy’ out, or set \(networkPolicyKey) to outbound"
            }
            return nil
        case machineKey:
            let isWord = value.first?.isLetter == true && value.utf8.allSatisfy(isOfMachineName)
            return isWord ? nil : "must be a machine type of QEMU's such as pc, got ‘\(value)’"
        case rootKey: return SharedRoot.problem(of: value)
        case persistentMemoryKey:
            let names = names(value)
            guard !names.contains(""), Set(names).count == names.count else {
                return "must be a comma list of disks' names, each once, got ‘\(value)’"
            }
            return nil
        case debuggerKey: return problem(of: value, among: Debugging.Debugger.allCases.map(\.rawValue))
        case monitorKey: return problem(of: value, among: ["true"])
        case dumpKey: return problem(of: value, among: Debugging.DumpFormat.allCases.map(\.rawValue))
        case captureKey: return Debugging.problem(ofCaptures: value)
        case recordKey:
            return problem(of: value, among: ["true"]) ?? Debugging.problem(ofRecordingBeside: others)
        case replayKey where value.hasPrefix("/"): return Debugging.problem(ofRecordingBeside: others)
        case repeatKey: return problem(of: value, among: Repetition.allCases.map(\.rawValue))
        case seedKey:
            return UInt64(value) == nil ? "must be a whole number from 0 to \(UInt64.max), got ‘\(value)’" : nil
        case clockKey:
            guard let time = try? Timestamp(scalarText: value), time.secondsSinceEpoch >= 0 else {
                return "must be \(Timestamp.expectation), not before 1970, got ‘\(value)’"
            }
            return nil
        default:
            guard value.hasPrefix("/"), !value.utf8.contains(0) else {
                return "must be an absolute path on the host, got ‘\(value)’"
            }
            return nil
        }
    }

    private static func isOfMachineName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    static func names(_ text: String) -> [String] {
        text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    private static func problem(of value: String, among words: [String]) -> String? {
        guard !words.contains(value) else { return nil }
        let hint = suggestion(for: value, among: words).map { "; did you mean ‘\($0)’?" } ?? ""
        return "must be one of \(words.joined(separator: ", ")), got ‘\(value)’" + hint
    }

    /// Writes the annotations into an object; those that are nil are removed.
    public func apply(to metadata: inout ObjectMeta) {
        var annotations = metadata.annotations ?? [:]
        annotations[Self.kernelKey] = kernel
        annotations[Self.initrdKey] = initrd
        annotations[Self.deviceTreeKey] = deviceTree
        annotations[Self.firmwareKey] = firmware
        annotations[Self.rootKey] = sharedRoot?.text
        annotations[Self.persistentMemoryKey] =
            persistentMemory.isEmpty ? nil : persistentMemory.joined(separator: ",")
        annotations[Self.machineKey] = machine
        annotations[Self.architectureKey] = architecture?.rawValue
        annotations[Self.networkPolicyKey] = networkPolicy?.rawValue
        annotations[Self.hostOffersKey] = hostOffers.isEmpty ? nil : hostOffers.text
        annotations[Self.repeatKey] = repetition?.rawValue
        annotations[Self.seedKey] = seed.map { "\($0)" }
        annotations[Self.clockKey] = clock?.scalarText
        debugging.apply(to: &annotations)
        metadata.annotations = annotations.isEmpty ? nil : annotations
    }
}
