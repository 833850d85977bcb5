import Glibc
import GuestHelperTestSupport
import Testing
import Wire

@Suite("Copies into the guest that fail", .timeLimit(.minutes(1)))
struct PutTests {
    private let scratch = ScratchDirectory()

    private func file(_ name: String, size: UInt64, _ parts: [Int], whole: Bool = true) -> [UInt8] {
        TreeEntry(kind: .file, mode: 0o644, size: size, name: Array(name.utf8)).encoded
            + parts.flatMap { TreeEntry.contentHead($0) + [UInt8](repeating: 65, count: $0) }
            + (whole ? TreeEntry.contentHead(0) : [])
    }

    private let directory = TreeEntry(kind: .directory, mode: 0o755).encoded

    /// Begins a copy and sends part of it.
    private func put(_ bytes: [UInt8], to path: String) throws -> WirePeer {
        let peer = WirePeer()
        try peer.greet()
        peer.send(.request(1, .put(PutRequest(path: path, options: .parents))))
        #expect(try peer.receive() == .started(1, 0))
        peer.send(.data(1, .input, bytes))
        return peer
    }

    private func failure(of peer: WirePeer) throws -> GuestFailure? {
        guard case .ended(1, let ending) = try peer.receive(), case .failed(let failure) = ending.outcome else {
            return nil
        }
        return failure
    }

    @Test("content beyond the announced size is refused, and the new root is gone", arguments: [[4], [2, 2]])
    func oversized(_ parts: [Int]) throws {
        let peer = try put(file("", size: 3, parts), to: scratch("new/deep/file"))
        #expect(try failure(of: peer)?.stage == .tree)
        #expect(names(of: scratch.path) == [])
    }

    @Test("a cancelled copy removes the root that it made, and the directories above it")
    func fresh() throws {
        let tree = directory + TreeEntry(kind: .directory, mode: 0o500, name: [65]).encoded + file("x", size: 1, [1])
        let peer = try put(tree + TreeEntry.up + file("part", size: 9, [1], whole: false), to: scratch("new/deep/tree"))
        peer.send(.cancel(1, grace: 0))
        #expect(try failure(of: peer)?.error == UInt32(ECANCELED))
        #expect(names(of: scratch.path) == [])
    }

    @Test("so does one whose host has gone")
    func hostGone() throws {
        let helper: RunningHelper
        do {
            let peer = try put(directory + file("part", size: 9, [1], whole: false), to: scratch("new/tree"))
            peer.send(.ping([1]))
            #expect(try peer.receive() == .pong([1]))
            #expect(names(of: scratch.path) == ["new"])
            helper = peer.helper
        }
        #expect(helper.waitForEnd() == 0)
        #expect(names(of: scratch.path) == [])
    }

    @Test("within a tree that was there, the files that are whole stay, as with cp")
    func existing() throws {
        mkdir(scratch("tree"), 0o755)
        scratch.write("tree/old", "old")
        // The destination is the directory above, and the root's own name counts.
        let named = TreeEntry(kind: .directory, mode: 0o755, name: Array("tree".utf8)).encoded
        let peer = try put(
            named + file("whole", size: 1, [1]) + file("part", size: 9, [1], whole: false), to: scratch.path)
        peer.send(.cancel(1, grace: 0))
        #expect(try failure(of: peer)?.error == UInt32(ECANCELED))
        #expect(names(of: scratch("tree")) == ["old", "whole"])
    }

    @Test("a failure names the file itself, with single slashes")
    func paths() throws {
        mkdir(scratch("blob"), 0o755)
        let peer = try put(file("blob", size: 1, [1]), to: scratch.path + "/")
        #expect(try failure(of: peer)?.subject == scratch("blob"))
    }
}
