import ClusterWork
import Terminal

/// What a benchmark of machines on a cluster found.
struct ClusterReport: Encodable, Sendable {
    struct Time: Encodable, Sendable {
        /// Seconds by the clock.
        let clock: Double
        /// Seconds of one processor.
        let processor: Double
    }

    let machines: Int
    let abreast: Int
    /// From the first call to the last machine's processors running.
    let running: Time
    let deleting: Time
    /// Bytes, of the process that had the machines.
    let peakMemory: Int
    /// As it says itself.
    let memory: ToldWork.Memory?
    /// Watches of VMIs that it had when all ran; nil where the server does not say.
    let watches: Int?
    /// Machines that were there afterwards.
    let left: Int
    let build = buildKind

    init(machines: Int, abreast: Int, _ told: ToldWork, _ sample: ContestSample) {
        self.machines = machines
        self.abreast = abreast
        running = Time(clock: told.running, processor: told.processor?.running ?? 0)
        deleting = Time(clock: told.deleting, processor: told.processor?.deleting ?? 0)
        peakMemory = sample.peakMemory
        memory = told.memory
        watches = told.watches
        left = told.left ?? 0
    }

    var isClean: Bool { left == 0 }

    var text: String {
        var table = Table(("", .left), ("CLOCK", .right), ("PROCESSOR", .right), ("A SECOND", .right))
        for (name, time) in [("to running", running), ("deleting", deleting)] {
            let rate = time.clock > 0 ? Int(Double(machines) / time.clock) : 0
            table.add(name, time.clock.milliseconds, time.processor.milliseconds, "\(rate)")
        }
        var text = "\(machines) machines, \(abreast) abreast\n\n\(table.text)\n"
        if let started = memory?.started, let running = memory?.running {
            text += "memory \(started.resident >> 20) MiB before, \(running.resident >> 20) MiB with all, "
        }
        text += "at most \(peakMemory >> 20) MiB"
        if let watches { text += "; watches of VMIs: \(watches)" }
        return text + "; left: \(left)\n"
    }
}
