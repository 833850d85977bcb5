import Terminal

/// What a benchmark of machines on a cluster found.
struct ClusterReport: Encodable, Sendable {
    struct Time: Encodable, Sendable {
        /// Seconds by the clock.
        var clock = 0.0
        /// Seconds of one processor.
        var processor = 0.0
    }

    struct Kubectl: Encodable, Sendable {
        var running = Time()
        var deleting = Time()
        /// Bytes, of its largest process.
        var peakMemory = 0
    }

    let machines: Int
    let abreast: Int
    /// From the first call to the last machine's processors running.
    var running = Time()
    var deleting = Time()
    /// Bytes, of this process.
    var peakMemory = 0
    /// Watches of VMIs that this process had when all ran; nil where the server does not say.
    var watches: Int?
    /// Machines that were there afterwards.
    var left = 0
    var kubectl: Kubectl?
    let build = buildKind

    init(machines: Int, abreast: Int) {
        self.machines = machines
        self.abreast = abreast
    }

    var isClean: Bool { left == 0 }

    var text: String {
        var table = Table(("", .left), ("CLOCK", .right), ("PROCESSOR", .right), ("A SECOND", .right))
        func add(_ name: String, _ time: Time) {
            let rate = time.clock > 0 ? Int(Double(machines) / time.clock) : 0
            table.add(name, time.clock.milliseconds, time.processor.milliseconds, "\(rate)")
        }
        add("to running", running)
        add("deleting", deleting)
        if let kubectl {
            add("kubectl: create, wait", kubectl.running)
            add("kubectl: delete", kubectl.deleting)
        }
        var text = "\(machines) machines, \(abreast) abreast\n\n\(table.text)\npeak memory \(peakMemory >> 20) MiB"
        if let kubectl { text += ", kubectl's \(kubectl.peakMemory >> 20) MiB" }
        if let watches { text += "; watches of VMIs: \(watches)" }
        return text + "; left: \(left)\n"
    }
}
