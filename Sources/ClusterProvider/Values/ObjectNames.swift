import KubeVirt

/// What a machine's objects are called.
struct ObjectNames: Sendable, Hashable {
    let run: String

    private static let longest = 63

    /// The machine's name and its run id, by which names need not be unique. KubeVirt makes a label of it.
    func vmi(of machine: String) -> String {
        var name = machine.prefix(Self.longest - 1 - run.count)
        while let last = name.last, last == "-" || last == "." { name.removeLast() }
        return "\(name)-\(run)"
    }

    var record: String { "mayfly-\(run)" }
    var seed: String { "mayfly-\(run)-seed" }
    var keys: String { "mayfly-\(run)-keys" }
    var root: String { "mayfly-\(run)-root" }

    /// Where a run has one of its own.
    var namespace: String { "mayfly-\(run)" }

    static func lease(of process: String) -> String { "mayfly-\(process)" }
}
