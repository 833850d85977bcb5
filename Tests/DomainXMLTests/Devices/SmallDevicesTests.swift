import DomainXML
import KubeVirt
import Testing

/// Devices that have little to say, each with what KubeVirt's converter says of it.
struct SmallDevicesTests {
    private func devices(
        _ kind: String, _ architecture: Architecture = .amd64, _ change: (inout DomainSpec.Devices) -> Void
    ) throws -> [String] {
        try Node(architecture) { change(&$0.spec.domain.devices) }.devices(kind)
    }

    @Test("file systems are served at sockets by programs beside the machine")
    func fileSystems() throws {
        let lines = try devices("filesystem") {
            $0.filesystems = [.init(name: "data", virtiofs: .init()), .init(name: "more", virtiofs: .init())]
        }
        #expect(
            lines
                == ["data", "more"].map {
                    "<filesystem type='mount' accessMode='passthrough'><driver type='virtiofs' queue='1024'/>"
                        + "<source socket='/var/run/kubevirt/virtiofs-containers/\($0).sock'/><target dir='\($0)'/></filesystem>"
                })
    }

    @Test("a watchdog is the architecture's, and arm64 has none")
    func watchdogs() throws {
        #expect(
            try devices("watchdog") { $0.watchdog = .init(i6300esb: .init(action: "poweroff"), name: "dog") } == [
                "<watchdog model='i6300esb' action='poweroff'><alias name='ua-dog'/></watchdog>"
            ])
        #expect(
            try devices("watchdog", .s390x) { $0.watchdog = .init(diag288: .init(action: "reset"), name: "dog") } == [
                "<watchdog model='diag288' action='reset'><alias name='ua-dog'/></watchdog>"
            ])
        let field = "spec.domain.devices.watchdog"
        for (architecture, watchdog) in [
            (.arm64, .init(i6300esb: .init(), name: "dog")), (.amd64, .init(diag288: .init(), name: "dog")),
            (.s390x, .init(i6300esb: .init(), name: "dog")),
        ] as [(Architecture, DomainSpec.Watchdog)] {
            #expect(Node(architecture) { $0.spec.domain.devices.watchdog = watchdog }.refusals() == [field])
        }
    }

    @Test("vsock has the number that the status remembers, and speaks virtio 1.0 only")
    func vsock() throws {
        var node = Node {
            $0.spec.domain.devices.autoattachVSOCK = true
            $0.spec.domain.devices.useVirtioTransitional = true
            $0.status = .init(VSOCKCID: 42)
        }
        #expect(
            try node.devices("vsock") == [
                "<vsock model='virtio-non-transitional'><cid auto='no' address='42'/></vsock>"
            ])
        node.host.hasOwnVSOCK = true
        #expect(try node.devices("vsock").first?.contains("address='3'") == true)
        #expect(try devices("vsock") { $0.autoattachVSOCK = true }.isEmpty)
    }

    @Test("panic devices are of the models that are named, or of libvirt's")
    func panic() throws {
        #expect(
            try devices("panic") { $0.panicDevices = [.init(model: "isa"), .init(model: "hyperv"), .init()] } == [
                "<panic model='isa'/>", "<panic model='hyperv'/>", "<panic/>",
            ])
    }

    @Test("sound is ich9 or ac97")
    func sound() throws {
        #expect(
            try devices("sound") { $0.sound = .init(name: "s") } == [
                "<sound model='ich9'><alias name='ua-s'/></sound>"
            ])
        #expect(
            try devices("sound") { $0.sound = .init(model: "ac97", name: "s") } == [
                "<sound model='ac97'><alias name='ua-s'/></sound>"
            ])
        #expect(
            Node { $0.spec.domain.devices.sound = .init(model: "sb16", name: "s") }.refusals() == [
                "spec.domain.devices.sound.model"
            ])
    }

    @Test("a TPM that keeps its state is of the newer interface")
    func tpm() throws {
        #expect(
            try devices("tpm") { $0.tpm = .init() } == [
                "<tpm model='tpm-tis'><backend type='emulator' version='2.0'/></tpm>"
            ])
        #expect(
            try devices("tpm") { $0.tpm = .init(persistent: true) } == [
                "<tpm model='tpm-crb'><backend type='emulator' version='2.0' persistent_state='yes'/></tpm>"
            ])
        #expect(try devices("tpm") { $0.tpm = .init(enabled: false, persistent: true) }.isEmpty)
    }

    @Test("random numbers are the host's")
    func rng() throws {
        #expect(
            try devices("rng") { $0.rng = .init() } == [
                "<rng model='virtio-non-transitional'><backend model='random'>/dev/urandom</backend></rng>"
            ])
        let secret = Node {
            $0.spec.domain.devices.rng = .init()
            $0.spec.domain.launchSecurity = .init(snp: .init())
        }
        #expect(
            try secret.devices("rng") == [
                "<rng model='virtio-non-transitional'><backend model='random'>/dev/urandom</backend>"
                    + "<driver iommu='on'/></rng>"
            ])
    }

    @Test("a balloon reports as often as the cluster says")
    func balloon() throws {
        var node = Node()
        #expect(
            try node.devices("memballoon") == [
                "<memballoon model='virtio-non-transitional' freePageReporting='off'/>"
            ])
        node.host.freePageReporting = true
        node.host.balloonPeriod = 5
        node.machine.spec.domain.launchSecurity = .init(sev: .init())
        #expect(
            try node.devices("memballoon") == [
                "<memballoon model='virtio-non-transitional' freePageReporting='on'><stats period='5'/>"
                    + "<driver iommu='on'/></memballoon>"
            ])
        #expect(try devices("memballoon") { $0.autoattachMemBalloon = false } == ["<memballoon model='none'/>"])
    }

    @Test("a client's USB devices come in at four sockets")
    func redirection() throws {
        #expect(
            try devices("redirdev") { $0.clientPassthrough = .init() }
                == (0..<4).map {
                    "<redirdev type='unix' bus='usb'><source mode='bind' "
                        + "path='/var/run/kubevirt-private/1234/virt-usbredir-\($0)'/></redirdev>"
                })
    }

    @Test("the agent's port is where libvirt likes, and that of metrics where the cluster reads it")
    func channels() throws {
        let agent = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
        #expect(try devices("channel") { _ in } == [agent])
        #expect(
            try devices("channel") { $0.downwardMetrics = .init() } == [
                agent,
                "<channel type='unix'><source mode='bind' "
                    + "path='/var/run/kubevirt-private/downwardmetrics-channel/downwardmetrics.sock'/>"
                    + "<target type='virtio' name='org.github.vhostmd.1'/></channel>",
            ])
    }

    @Test("a console is logged where the cluster says so")
    func console() throws {
        var node = Node()
        let source = "<source mode='bind' path='/var/run/kubevirt-private/1234/virt-serial0'/>"
        #expect(try node.devices("serial") == ["<serial type='unix'>" + source + "<target port='0'/></serial>"])
        #expect(
            try node.devices("console") == ["<console type='pty'><target type='serial' port='0'/></console>"])
        node.host.logsSerialConsole = true
        #expect(
            try node.devices("serial") == [
                "<serial type='unix'>" + source
                    + "<log file='/var/run/kubevirt-private/1234/virt-serial0-log' append='on'/><target port='0'/></serial>"
            ])
        #expect(try devices("serial") { $0.autoattachSerialConsole = false }.isEmpty)
        #expect(try devices("console") { $0.autoattachSerialConsole = false }.isEmpty)
    }
}
