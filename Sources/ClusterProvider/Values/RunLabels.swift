import KubeVirt

/// How everything that we make on a cluster is known to be ours, and whose it is.
enum RunLabels {
    /// The machine's run id.
    static let run = "mayfly.dev/run"
    /// What the machine is called.
    static let machine = "mayfly.dev/machine"
    /// Which process made it; its lease has the same label.
    static let process = "mayfly.dev/process"
    /// Which of a machine's objects it is.
    static let part = "mayfly.dev/part"
    /// An annotation of a kept machine's record: when it is ended, in seconds since 1970.
    static let expiry = "mayfly.dev/expiry"
    /// Of a machine's disk: which image it is a clone of.
    static let image = "mayfly.dev/image"
    /// An annotation of an image: what it is.
    static let content = "mayfly.dev/content"
    /// An annotation of an image: when somebody wanted it last, in seconds since 1970.
    static let used = "mayfly.dev/used"
    private static let manager = "app.kubernetes.io/managed-by"

    enum Part: String, Sendable, CaseIterable {
        /// The secret that says what the machine is; it is there from the machine's first moment to its last.
        case record
        /// The secret with the user data of cloud-init.
        case seed
        /// The secret with the keys that may log in.
        case keys
        case vmi
        /// The machine's own disk.
        case root
        /// A disk that many machines' are clones of; it is its process's only until it is full.
        case image
        case lease
        /// The namespace of a run's own.
        case namespace
    }

    static func labels(_ part: Part, process: String, run: String? = nil, machine: String? = nil) -> [String: String] {
        var labels = [manager: "mayfly", Self.process: process, Self.part: part.rawValue]
        labels[Self.run] = run
        labels[Self.machine] = machine
        return labels
    }

    /// Of these parts, whoever made them.
    static func selection(_ part: Part) -> String { "\(manager)=mayfly,\(Self.part)=\(part.rawValue)" }
}

extension KubernetesObject {
    var run: String? { metadata.labels?[RunLabels.run] }
    var process: String? { metadata.labels?[RunLabels.process] }
}
