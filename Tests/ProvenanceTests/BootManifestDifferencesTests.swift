import Testing

@testable import Provenance

@Suite struct BootManifestDifferencesTests {
    private let before = BootManifestTests.sample()

    private func words(_ change: (inout BootManifest) -> Void) -> [String] {
        var now = before
        change(&now)
        return (before.differencesBefore(now) + before.argumentDifferences(now)).map(\.description)
    }

    @Test("the same has no difference, whatever its machine is called")
    func same() {
        #expect(words { $0.run = "another" } == [])
    }

    @Test("a file that changed is told with both sums, one that is gone or new as such")
    func files() {
        let (old, new) = (String(repeating: "a", count: 64), String(repeating: "c", count: 64))
        #expect(words { $0.files[0].sha256 = new } == ["kernel /k: was sha256 \(old), is sha256 \(new)"])
        let copy = String(repeating: "b", count: 64)
        #expect(words { $0.files.removeLast() } == ["file for the guest /x: sha256 \(copy) is not there any more"])
        #expect(
            words { $0.files.append(BootFile(.initramfs, path: "/i", sha256: new)) }
                == ["initramfs /i: sha256 \(new) is new"])
    }

    @Test("a kernel with the same content in another place is the same kernel")
    func places() {
        #expect(words { $0.files[0].path = "/other/k" } == [])
    }

    @Test("disks are told by their places, and one that our store keeps elsewhere is the same")
    func disks() {
        let sums = ["a", "b", "c"].map { String(repeating: $0, count: 64) }
        var earlier = before
        earlier.files = zip(["/root", "/suite"], sums).map { BootFile(.disk, path: $0, sha256: $1) }
        func words(_ files: [BootFile]) -> [String] {
            var now = earlier
            now.files = files
            return earlier.differencesBefore(now).map(\.description)
        }
        let (root, suite) = (earlier.files[0], earlier.files[1])
        #expect(words([suite, root]) == [])
        #expect(
            words([root, BootFile(.disk, path: "/suite", sha256: sums[2])])
                == ["disk /suite: was sha256 \(sums[1]), is sha256 \(sums[2])"])
        #expect(words([suite]) == ["disk /root: sha256 \(sums[0]) is not there any more"])
        #expect(words([BootFile(.disk, path: "/elsewhere", sha256: sums[0]), suite]) == [])
        #expect(
            words(earlier.files + [BootFile(.disk, path: "/more", sha256: sums[2])])
                == ["disk /more: sha256 \(sums[2]) is new"])
    }

    @Test("QEMU and the host are told by what is another")
    func host() {
        #expect(
            words { $0.emulator.version = "QEMU emulator version 10.0" }
                == ["QEMU's version: was QEMU emulator version 7.2, is QEMU emulator version 10.0"])
        #expect(words { $0.host.processor = "B CPU" } == ["the host's processor: was A CPU, is B CPU"])
        #expect(words { $0.seeds.seed = nil } == ["the seed: 7 is not there any more"])
    }

    @Test("an argument of QEMU's is told with its value")
    func arguments() {
        #expect(
            words { $0.emulator.commandLine[2] = "1" } == [
                "QEMU's arguments: -smp 2 is not there any more", "QEMU's arguments: -smp 1 is new",
            ])
    }
}
