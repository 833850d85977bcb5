import Synchronization

/// The commands that are run in machines, with what they wrote; see ``Machine/recording(in:)``.
///
/// Of very much the oldest is dropped. A command's environment and input are not kept.
public final class CommandLog: Sendable {
    private struct State {
        var entries: [Entry] = []
        var bytes = 0
        var dropped = 0
    }

    private struct Entry {
        let record: CommandRecord
        var bytes = 0
    }

    /// The most bytes of output of all commands.
    private let most: Int
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    /// An empty log.
    public convenience init() { self.init(most: 8 << 20) }

    package init(most: Int) { self.most = most }

    /// What is told of a machine's commands; nil where it ran none.
    package func text(of machine: String) -> String? {
        let (records, dropped) = state.withLock { ($0.entries.map(\.record), $0.dropped) }
        let meant = records.filter { $0.machine == machine }
        if meant.isEmpty { return nil }
        let lost = dropped == 0 ? "" : "[\(dropped) earlier commands are left out]\n\n"
        return lost + meant.map { $0.text(since: began) }.joined(separator: "\n")
    }

    func begin(_ command: Command, in machine: String) -> CommandRecord {
        let record = CommandRecord(command, in: machine)
        state.withLock { $0.entries.append(Entry(record: record)) }
        return record
    }

    /// Makes room for what a command has written.
    func count(_ bytes: Int, of record: CommandRecord) {
        state.withLock { state in
            guard let place = state.entries.lastIndex(where: { $0.record === record }) else { return }
            state.entries[place].bytes += bytes
            state.bytes += bytes
            while state.bytes > most, state.entries.count > 1 {
                state.bytes -= state.entries.removeFirst().bytes
                state.dropped += 1
            }
        }
    }
}
