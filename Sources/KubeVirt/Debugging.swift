/// What somebody who looks for a fault wants of a machine beside its console.
public struct Debugging: Sendable, Hashable {
    /// A debugger's way to the machine's processors.
    public enum Debugger: String, Sendable, Hashable, CaseIterable {
        /// The machine stands still before its first instruction until the debugger lets it go on.
        case wait
        /// The machine runs, whether or not a debugger comes.
        case nowait
    }

    /// The format of a dump of the guest's memory.
    public enum DumpFormat: String, Sendable, Hashable, CaseIterable {
        /// An ELF core, which gdb and crash read.
        case elf
        /// The same compressed as kdump does it, which crash reads.
        case kdump
    }

    /// Whether gdb may come, on a socket in the machine's directory.
    public var debugger: Debugger?
    /// Whether QEMU's monitor, for people, is on a socket in the machine's directory.
    public var hasMonitor: Bool
    /// The format of a dump; the guest's kernel is asked for its notes then, by which crash finds its way.
    public var dump: DumpFormat?
    /// The interfaces of which all packets are kept.
    public var captures: [String]
    /// Whether the run is recorded, so that it can be run again and stopped anywhere; only of a machine that repeats exactly.
    public var isRecorded: Bool
    /// The directory of a recording that is run again; the machine is the one that was recorded.
    public var replay: String?

    /// Nothing, or these.
    public init(
        debugger: Debugger? = nil, hasMonitor: Bool = false, dump: DumpFormat? = nil, captures: [String] = [],
        isRecorded: Bool = false, replay: String? = nil
    ) {
        self.debugger = debugger
        self.hasMonitor = hasMonitor
        self.dump = dump
        self.captures = captures
        self.isRecorded = isRecorded
        self.replay = replay
    }
}

extension Annotations {
    /// Key of ``Debugging/debugger``.
    public static let debuggerKey = prefix + "gdb"
    /// Key of ``Debugging/hasMonitor``.
    public static let monitorKey = prefix + "monitor"
    /// Key of ``Debugging/dump``.
    public static let dumpKey = prefix + "dump"
    /// Key of ``Debugging/captures``.
    public static let captureKey = prefix + "capture"
    /// Key of ``Debugging/isRecorded``.
    public static let recordKey = prefix + "record"
    /// Key of ``Debugging/replay``.
    public static let replayKey = prefix + "replay"
}

extension Debugging {
    static let keys = [
        Annotations.captureKey, Annotations.dumpKey, Annotations.debuggerKey, Annotations.monitorKey,
        Annotations.recordKey, Annotations.replayKey,
    ]

    /// Of annotations without problems.
    init(_ annotations: [String: String]) {
        self.init(
            debugger: annotations[Annotations.debuggerKey].flatMap(Debugger.init(rawValue:)),
            hasMonitor: annotations[Annotations.monitorKey] == "true",
            dump: annotations[Annotations.dumpKey].flatMap(DumpFormat.init(rawValue:)),
            captures: annotations[Annotations.captureKey].map(Annotations.names) ?? [],
            isRecorded: annotations[Annotations.recordKey] == "true", replay: annotations[Annotations.replayKey])
    }

    func apply(to annotations: inout [String: String]) {
        annotations[Annotations.debuggerKey] = debugger?.rawValue
        annotations[Annotations.monitorKey] = hasMonitor ? "true" : nil
        annotations[Annotations.dumpKey] = dump?.rawValue
        annotations[Annotations.captureKey] = captures.isEmpty ? nil : captures.joined(separator: ",")
        annotations[Annotations.recordKey] = isRecorded ? "true" : nil
        annotations[Annotations.replayKey] = replay
    }

    /// What is wrong with a recording beside other annotations.
    static func problem(ofRecordingBeside others: [String: String]) -> String? {
        guard others[Annotations.repeatKey] == Repetition.exact.rawValue else {
            return "is for a machine that repeats exactly; set \(Annotations.repeatKey) to exact, too"
        }
        guard others[Annotations.recordKey] == nil || others[Annotations.replayKey] == nil else {
            return "cannot be beside the other one: a run is recorded, or is one that was"
        }
        return nil
    }

    /// What is wrong with a list of interfaces.
    static func problem(ofCaptures text: String) -> String? {
        let names = Annotations.names(text)
        guard !names.contains(""), Set(names).count == names.count, !names.contains(where: { $0.contains("/") }) else {
            return "must be a comma list of interfaces' names, each once, got ‘\(text)’"
        }
        return nil
    }
}
