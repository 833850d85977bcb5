import Synchronization

/// The commands that are run in machines, with what they wrote; see ``Machine/recording(in:)``.
///
/// Of very much the oldest is dropped. A command's environment and input are not kept.
public final class CommandLog: Sendable {
    private struct State {
        var entries: [Entry] = []
        var bytes = 0
        var dropped = 0

        mutating func makeRoom(_ bytes: Int, _ commands: Int) {
            while self.bytes > bytes || entries.count > commands, entries.count > 1 {
                self.bytes -= entries.removeFirst().bytes
                dropped += 1
            }
        }
    }

    private struct Entry {
        let record: CommandRecord
        var bytes: Int
    }

    /// The most bytes of all commands, with what is kept of their output.
    private let most: Int
    /// The most commands: those that write nothing cost something too.
    private let mostCommands: Int
    private let began = ContinuousClock.now
    private let state = Mutex(State())

    /// An empty log.
    public convenience init() { self.init(most: 8 << 20) }

    package init(most: Int, commands: Int = 5000) {
        self.most = most
        mostCommands = commands
    }

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
        state.withLock { state in
            let size = record.size
            state.entries.append(Entry(record: record, bytes: size))
            state.bytes += size
            state.makeRoom(most, mostCommands)
        }
        return record
    }

    /// Makes room for what a command has written, as far as that is kept.
    func count(_ record: CommandRecord) {
        state.withLock { state in
            guard let place = state.entries.lastIndex(where: { $0.record === record }) else { return }
            let size = record.size
            state.bytes += size - state.entries[place].bytes
            state.entries[place].bytes = size
            state.makeRoom(most, mostCommands)
        }
    }
}
