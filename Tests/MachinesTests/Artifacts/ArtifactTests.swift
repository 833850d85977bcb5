import Fixtures
import Glibc
import KubeVirt
import Machines
import MayflyTestSupport
import Offload
import Testing

@testable import Machines

@Suite("What explains a machine", .timeLimit(.minutes(2)))
struct ArtifactTests {
    private func withMachine(
        of fixture: Fixture = .fake(), on host: FakeHost = FakeHost(), _ body: (Machine) async throws -> Void
    ) async throws {
        let machine = try await FakeProvider(on: host).create(fixture, options: MachineOptions(), timeline: Timeline())
        try await machine.start()
        try await machine.waitUntilReady()
        try await body(machine)
        await machine.delete()
    }

    private static let talkative = FakeHost(programs: [
        "journalctl": { run in
            await run.print("Jan 01 journal of \(run.arguments.contains("--merge") ? "all" : "some")\n")
            return 0
        },
        "dmesg": { run in
            await run.print("[0.0] kernel log\n")
            return 0
        },
    ])

    @Test func `console, timeline, VMI, manifest, journal and kernel log are collected`() async throws {
        try await withMachine(on: Self.talkative) { machine in
            machine.timeline.record(.start, from: .now)
            let artifacts = await machine.artifacts()
            let names = ["console.log", "dmesg.txt", "journal.txt", "manifest.txt", "timeline.txt", "vmi.json"]
            #expect(artifacts.map(\.name) == names)
            let texts = Dictionary(uniqueKeysWithValues: artifacts.map { ($0.name, $0.text) })
            #expect(texts["console.log"]?.contains("Run /init as init process\n") == true)
            #expect(texts["journal.txt"] == "Jan 01 journal of all\n")
            #expect(texts["dmesg.txt"] == "[0.0] kernel log\n")
            #expect(texts["manifest.txt"] == "fake \(machine.id)")
            let story = texts["timeline.txt"] ?? ""
            #expect(story.hasPrefix("machine fake, run id \(machine.id), accelerator kvm, ready\n"))
            #expect(story.contains(/\d\.\d{3} +0\.\d{3}  start\n/) && story.contains(/\d\.\d{3}  running\n/))
            #expect(!story.contains("not collected"))
        }
    }

    @Test func `what a seed holds is left out of the VMI`() async throws {
        var fixture = Fixture.fake()
        fixture.template.spec.domain.devices.disks = [.init(disk: .init(bus: .virtio), name: "seed")]
        fixture.template.spec.volumes = [.init(cloudInitNoCloud: .init(userData: "password: hush"), name: "seed")]
        try await withMachine(of: fixture) { machine in
            let vmi = await machine.artifacts().first { $0.name == "vmi.json" }?.text ?? ""
            #expect(vmi.contains(#""userData" : "(14 bytes, left out)""#) && !vmi.contains("hush"))
        }
    }

    @Test func `a guest that cannot tell is said to be so, and costs no time`() async throws {
        try await withMachine { machine in
            try await machine.pause()
            var story = await machine.artifacts().first { $0.name == "timeline.txt" }?.text ?? ""
            #expect(story.hasSuffix("not collected\n  the guest's journal and kernel log: the machine is paused\n"))
            await machine.delete()
            story = await machine.artifacts().first { $0.name == "timeline.txt" }?.text ?? ""
            #expect(story.hasSuffix("kernel log: the machine is off: it was ended from outside\n"))
        }
        let panics = FakeHost()
        try await withMachine(on: panics) { machine in
            try await panics.guest(of: machine).panic("no more")
            let story = await machine.artifacts().first { $0.name == "timeline.txt" }?.text ?? ""
            #expect(story.contains("kernel log: the guest's kernel panicked: "))
        }
    }

    @Test func `a display's picture comes whole, and one that never comes is given up`() async throws {
        let picture = Artifact("screenshot.png", Array(repeating: 1, count: 100))
        try await withMachine(on: FakeHost(display: { picture })) { machine in
            let artifacts = await machine.artifacts(limits: ArtifactLimits(bytes: 10))
            #expect(artifacts.contains(picture))
            #expect(artifacts.allSatisfy { Artifact.names.contains($0.name) })
        }
        let answer = Latch<Int32>()
        let hangs = FakeHost(display: {
            // As a call into C, it does not end because nobody waits any more.
            await uncancelled { _ = try? await answer.wait() }
            return nil
        })
        try await withMachine(on: hangs) { machine in
            let artifacts = await machine.artifacts(limits: ArtifactLimits(time: .milliseconds(50)))
            let story = artifacts.first { $0.name == "timeline.txt" }?.text ?? ""
            #expect(story.contains("what the display shows: none came within 0.05 seconds\n"))
        }
        answer.set(0)
    }

    @Test func `a guest that hangs is given up when its time is over`() async throws {
        let hangs = FakeHost(programs: ["dmesg": { _ in try await Latch<Int32>().wait() }])
        try await withMachine(on: hangs) { machine in
            let artifacts = await machine.artifacts(limits: ArtifactLimits(time: .milliseconds(50)))
            #expect(artifacts.contains { $0.text.contains("the guest did not answer within 0.05 seconds") })
        }
    }

    @Test func `of very long files the end is kept`() async throws {
        try await withMachine { machine in
            let artifacts = await machine.artifacts(limits: ArtifactLimits(bytes: 10))
            let console = artifacts.first { $0.name == "console.log" }?.text ?? ""
            #expect(console.contains(/^\[\d+ bytes before this are left out\]\n.{9}\n$/))
        }
    }

    @Test func `a file is written where it is wanted, for this user alone, and it is said where it cannot be`() throws {
        let scratch = Scratch("artifact")
        try scratch.write("deep/er/a.txt", "an older one, for everybody")
        try Artifact("a.txt", text: "one").write(to: scratch("deep/er"))
        #expect(scratch.text("deep/er/a.txt") == "one")
        var status = stat()
        let result = stat(scratch("deep/er/a.txt"), &status)
        #expect(result == 0 && status.st_mode & 0o777 == 0o600)
        try Artifact("new.txt", text: "two").write(to: scratch("an/other"))
        #expect(scratch.text("an/other/new.txt") == "two")
        let error = #expect(throws: MachineError.self) {
            try Artifact("b.txt", text: "two").write(to: scratch("deep/er/a.txt"))
        }
        #expect(error?.code == .hostNotReady && error?.message.contains("b.txt could not be written to") == true)
    }
}
