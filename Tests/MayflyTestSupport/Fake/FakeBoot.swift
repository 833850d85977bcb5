import FoundationEssentials
import Machines

/// What one boot of a fake guest holds; a reset begins another one, and a fork goes on from a copy.
struct FakeBoot: Sendable {
    /// As a kernel draws it.
    var identifier = UUID().uuidString.lowercased()
    var files = FakeFiles()
    var groups: [ObjectIdentifier: FakeGroup] = [:]
    let answers = Latch<Void>()
    let ways: [FakeGuest.Way: Latch<Void>] = [.agent: Latch(), .ssh: Latch()]
    var ports: [UInt16: FakeServer] = [:]
    /// Why its sessions are over.
    var gone = Latch<MachineError>()
    var hangs = false

    /// This moment over again, apart from the first. Sessions are not copied, nor is what they have started.
    func copy() -> FakeBoot {
        var copy = FakeBoot()
        copy.identifier = identifier
        copy.files = files
        copy.ports = ports
        copy.hangs = hangs
        if answers.known != nil { copy.answers.open() }
        for (way, latch) in ways where latch.known != nil { copy.ways[way]?.open() }
        return copy
    }
}
