import Fixtures
import KubeVirt
import Machines
import MayflyTestSupport
import Synchronization
import Testing

@testable import Boots
@testable import mayfly

@Suite(.timeLimit(.minutes(5))) struct BootDebuggingTests {
    private let kernel = KernelFiles(image: "/k/bzImage", version: "6.1.0", modules: "/m")

    @Test("what is wanted of a boot's machine is asked for by its VMI, and the kernel stays where its symbols are")
    func fixture() throws {
        var boot = Boot(kernel: "/k")
        boot.debugging.debugger = .wait
        boot.debugging.hasMonitor = true
        boot.debugging.dump = "/tmp/dump"
        boot.debugging.dumpFormat = .kdump
        boot.debugging.network = .isolated
        boot.debugging.packets = "/tmp/pcap"
        let fixture = boot.fixture(of: kernel)
        #expect(fixture.admission() == [])
        let annotations = try Annotations(#require(fixture.template.metadata))
        #expect(
            annotations.debugging
                == Debugging(debugger: .wait, hasMonitor: true, dump: .kdump, captures: ["default"]))
        #expect(annotations.networkPolicy == .isolated)
        #expect(fixture.template.spec.domain.devices.interfaces?.map(\.name) == ["default"])
        #expect(fixture.image?.source.initramfs?.modules == ["virtio_pci", "virtio_console", "virtio_net"])
        #expect(boot.commandLine.split(separator: " ").contains("nokaslr"))
        // Somebody may sit in the debugger for long.
        guard case .helper(let condition)? = fixture.ready.first else {
            Issue.record("\(fixture.ready)")
            return
        }
        #expect(condition.deadline?.duration == .seconds(24 * 60 * 60))
    }

    @Test("a boot of which nothing is wanted has no annotation for it, and no card")
    func plain() throws {
        let fixture = Boot(kernel: "/k").fixture(of: kernel)
        #expect(try Annotations(#require(fixture.template.metadata)).debugging == Debugging())
        #expect(fixture.template.spec.domain.devices.interfaces == nil)
        #expect(!Boot(kernel: "/k").commandLine.contains("nokaslr"))
        // Who reads a dump knows the kernel's symbols by where they were linked to.
        var dumped = Boot(kernel: "/k")
        dumped.debugging.dump = "/tmp/dump"
        #expect(dumped.commandLine.contains("nokaslr"))
    }

    @Test("gdb is given the kernel's symbols, and leave to load the kernel's scripts where they lie beside them")
    func attach() {
        #expect(BootAccess.attach("/r/gdb", symbols: nil) == "gdb -q -ex 'target remote /r/gdb'")
        let bare = BootAccess.attach("/r/gdb", symbols: "/l/vmlinux") { _ in false }
        #expect(bare == "gdb -q /l/vmlinux -ex 'target remote /r/gdb'")
        let scripted = BootAccess.attach("/r/gdb", symbols: "/my linux/vmlinux") { $0 == "/my linux/vmlinux-gdb.py" }
        #expect(
            scripted
                == "gdb -q -iex 'add-auto-load-safe-path /my linux' '/my linux/vmlinux' -ex 'target remote /r/gdb'")
    }

    @Test("the machine of a boot that failed stands until it is let go, and what could not be dumped is told")
    func standing() async throws {
        let said = Mutex<[BootNotice]>([])
        var observer = BootObserver()
        observer.notice = { notice in said.withLock { $0.append(notice) } }
        for (command, stands) in [("exit 3", true), ("exit 0", false)] {
            var boot = Boot(kernel: "/k")
            boot.command = ["sh", "-c", command]
            boot.debugging.dump = "/tmp/none"
            let host = FakeHost()
            let states = Mutex<[MachineState]>([])
            let result = try await boot.run(
                on: FakeProvider(on: host), kernel: KernelFiles(image: "/k", version: "6"), observer: observer,
                standing: { machine in
                    let state = await machine.state
                    states.withLock { $0.append(state) }
                })
            #expect(states.withLock(\.count) == (stands ? 1 : 0))
            #expect(host.leftovers(of: result.run) == [])
        }
        let lost = said.withLock { $0.filter { if case .lost = $0 { true } else { false } } }
        #expect(lost.count == 1, "\(lost)")
    }

    @Test("a boot that passed without the packets or the recording that were asked for is not whole, and says of what")
    func notWhole() async throws {
        for (change, part): (@Sendable (inout Boot) -> Void, String) in [
            ({ _ in }, ""),
            ({ ($0.debugging.network, $0.debugging.packets) = (.isolated, "/tmp/pcap") }, "no packets were written"),
            ({ $0.debugging.recording = "/tmp/r" }, "was not recorded"),
        ] {
            var boot = Boot(kernel: "/k")
            boot.timeout = .milliseconds(1)
            change(&boot)
            let lost = LostThings()
            // Those of a fake machine are nobody's: its back end keeps neither.
            let result = try await boot.run(
                on: FakeProvider(), kernel: KernelFiles(image: "/k", version: "6"),
                observer: lost.beside(BootObserver()))
            #expect(result.isWhole == part.isEmpty, "\(part)")
            #expect(lost.words.count == (part.isEmpty ? 0 : 1) && lost.words.allSatisfy { $0.contains(part) })
        }
    }
}
