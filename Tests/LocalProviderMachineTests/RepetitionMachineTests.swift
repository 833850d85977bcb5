import DomainXML
import Fixtures
import Host
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite(
    "A machine that shall repeat exactly does", .requires(.tinyGuest), .serialized, .timeLimit(.minutes(30)))
struct RepetitionMachineTests {
    /// Everything that chance, time and identity show in, between the kernel's own lines and their times.
    private static let program = """
        #!/bin/sh
        mount -t proc none /proc; mount -t sysfs none /sys; mount -t devtmpfs none /dev
        cat /proc/sys/kernel/random/uuid /sys/class/dmi/id/product_uuid
        head -c 16 /dev/urandom | od -x
        date; cat /proc/interrupts /proc/uptime
        i=0; while [ $i -lt 300 ]; do i=$((i + 1)); done; date +%s; cat /proc/uptime
        echo "all is told"
        poweroff -f
        """

    private func fixture(_ annotations: Annotations, ready: [ReadyCondition]) throws -> Fixture {
        var fixture = try TestHost.tiny()
        fixture.image = FixtureImage(
            source: .initramfs(
                InitramfsSource(files: [
                    .init(path: "/init", origin: .content(Self.program), mode: FileMode(rawValue: 0o755))
                ])))
        var metadata = fixture.template.metadata ?? ObjectMeta()
        annotations.apply(to: &metadata)
        fixture.template.metadata = metadata
        fixture.template.spec.domain.firmware?.kernelBoot?.kernelArgs = "console=ttyS0 printk.time=1"
        fixture.ready = ready
        fixture.forkable = false
        return fixture
    }

    /// What a run left on its console, as the file has it.
    private func console(_ host: TinyHost, _ fixture: Fixture) async throws -> [UInt8] {
        try await host.withMachine(fixture, waits: false) { machine in
            #expect(try await machine.waitUntilStopped() == .guestShutDown)
            return try FileSystem.read(host.provider.host.directories.machine(machine.id) + "/console.log")
        }
    }

    @Test("two runs leave the same console, with every time in it, to the byte")
    func exact() async throws {
        let host = try await TinyHost()
        let fixture = try fixture(
            Annotations(repetition: .exact), ready: [.console(.init(.text("all is told")))])
        let first = try await console(host, fixture)
        #expect(String(decoding: first, as: UTF8.self).contains("all is told"))
        #expect(try await console(host, fixture) == first)
    }

    @Test("a guest with a fixed seed and clock knows itself and the time by them, in any run")
    func fixed() async throws {
        let host = try await TinyHost()
        let start = try Timestamp(scalarText: "2031-05-06T07:08:09Z")
        let fixture = try fixture(
            Annotations(seed: 7, clock: start), ready: [.console(.init(.text("all is told")))])
        let text = String(decoding: try await console(host, fixture), as: UTF8.self)
        let identity = FixedIdentity(seed: 7).uuid
        #expect(text.contains(identity))
        #expect(text.contains("May  6 07:0"))
    }
}
