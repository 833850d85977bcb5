import DomainXML
import KubeVirt
import Testing

/// A directory of the host for a guest's root.
struct SharedRootTests {
    private func domain(_ root: SharedRoot, _ single: SingleHost = SingleHost()) throws -> String {
        var machine = small()
        var annotations = try Annotations(machine.metadata)
        annotations.sharedRoot = root
        annotations.apply(to: &machine.metadata)
        var files = MachineFiles(
            domain: "d", directory: "/run/m", consoleSocket: "/run/m/console", consoleLog: "/run/m/log",
            displaySocket: "/run/m/vnc")
        files.rootSocket = MachineFiles.rootSocket(in: "/run/m")
        return try DomainConverter(machine, host: .local(kvm: true, single), files: files).xml()
    }

    @Test("by 9p QEMU itself reads it, and never writes")
    func ninep() throws {
        let xml = try domain(SharedRoot("/a&b", by: .ninep))
        let lines = xml.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
        #expect(
            lines.contains(
                "<filesystem type='mount' accessmode='squash' multidevs='remap'><driver type='path'/><source dir='/a&amp;b'/>"
                    + "<target dir='mayfly-root'/><readonly/></filesystem>"), "\(xml)")
        #expect(!xml.contains("memoryBacking"))
    }

    @Test("by virtiofs a program at a socket does, which needs the guest's memory")
    func virtiofs() throws {
        var single = SingleHost()
        single.lackOfReadOnlyShares = nil
        let xml = try domain(SharedRoot("/srv", by: .virtiofs), single)
        let lines = xml.split(separator: "\n").map { $0.drop { $0 == " " } }.joined()
        #expect(
            lines.contains("<source socket='/run/m/fsroot'/><target dir='mayfly-root'/></filesystem>"), "\(xml)")
        #expect(lines.contains("<source type='memfd'/><access mode='shared'/>"), "\(xml)")
    }

    @Test("where none can be shown so that nobody writes to it, and where a run shall repeat, it is refused")
    func refused() throws {
        var machine = small()
        var annotations = try Annotations(machine.metadata)
        annotations.sharedRoot = SharedRoot("/srv", by: .virtiofs)
        annotations.apply(to: &machine.metadata)
        let causes = machine.localCauses()
        #expect(causes.map(\.field) == ["metadata.annotations[mayfly.dev/root]"])
        #expect(causes.first?.message.contains("write 9p") == true)
        annotations.sharedRoot = SharedRoot("/srv", by: .ninep)
        annotations.repetition = .exact
        annotations.apply(to: &machine.metadata)
        #expect(machine.localCauses().map(\.field) == ["metadata.annotations[mayfly.dev/root]"])
    }
}
