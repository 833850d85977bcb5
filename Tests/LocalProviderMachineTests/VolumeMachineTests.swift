import CLinux
import Fixtures
import Glibc
import Host
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

/// What volumes hold, seen by guests that boot in two seconds.
@Suite("Volumes", .requires(.tinyGuest), .timeLimit(.minutes(30)))
struct VolumeMachineTests {
    /// Objects beside the machine, as in a file for a cluster.
    private static let documents = """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: settings}
        data: {colour.txt: "green"}
        binaryData: {bytes.bin: AAEC}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: answers}
        data: {Autounattend.xml: "<unattend/>"}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: hidden}
        stringData: {password: hunter2}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: token, annotations: {kubernetes.io/service-account.name: robot}}
        type: kubernetes.io/service-account-token
        stringData: {token: abc}
        """

    /// Mounts every disk with a label that is named, and shows its files.
    private static let show = """
        mkdir -p /m
        for disk in /dev/vd? /dev/sr?; do
          mount -t iso9660 -r $disk /m 2>/dev/null || continue
          label=$(dd if=$disk bs=1 skip=32808 count=32 2>/dev/null | tr -d ' ')
          for file in /m/*; do echo "$label $(basename $file) $(od -An -tx1 $file | tr -d ' \\n' | cut -c1-60)"; done
          umount /m
        done
        """

    @Test(
        "config maps, secrets, accounts, the machine's own metadata and answers for Windows are small disks with labels"
    )
    func objects() async throws {
        let host = try await TinyHost()
        let fixture = try host.fixture(
            modules: ["virtio_blk", "virtio_scsi", "sr_mod", "isofs"],
            spec: """
                domain:
                  devices:
                    autoattachGraphicsDevice: false
                    autoattachPodInterface: false
                    disks:
                      - {name: map, disk: {bus: virtio}}
                      - {name: secret, disk: {bus: virtio}}
                      - {name: account, disk: {bus: virtio}}
                      - {name: down, disk: {bus: virtio}}
                      - {name: sysprep, cdrom: {bus: scsi}}
                  firmware: {kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}}
                  memory: {guest: 128Mi}
                volumes:
                  - {name: map, configMap: {name: settings}}
                  - {name: secret, secret: {secretName: hidden, volumeLabel: keys}}
                  - {name: account, serviceAccount: {serviceAccountName: robot}}
                  - name: down
                    downwardAPI:
                      volumeLabel: me
                      fields:
                        - {path: labels, fieldRef: {fieldPath: metadata.labels}}
                        - {path: name, fieldRef: {fieldPath: metadata.name}}
                  - {name: sysprep, sysprep: {configMap: {name: answers}}}
                """, metadata: "labels: {season: autumn}", documents: Self.documents)
        try await host.withMachine(fixture) { machine in
            let seen = Set(try await machine.says(Self.show).split(separator: "\n").map(String.init))
            func line(_ label: String, _ file: String, _ contents: String) -> String {
                let hex = contents.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
                return "\(label) \(file) \(hex.prefix(60))"
            }
            #expect(
                seen == [
                    line("cfgdata", "colour.txt", "green"), "cfgdata bytes.bin 000102",
                    line("keys", "password", "hunter2"),
                    line("cfgdata", "token", "abc"), line("cfgdata", "namespace", "default"),
                    line("me", "labels", "season=\"autumn\""), line("me", "name", "volumes"),
                    line("unattendCD", "Autounattend.xml", "<unattend/>"),
                ])
            // What is secret is this user's alone, and nowhere in what is kept of the machine.
            let disks = host.provider.host.directories.disks(machine.id)
            #expect(FileSystem.status(disks + "/secret.iso").map { $0.st_mode & 0o777 } == 0o600)
            #expect(try await !machine.manifest().contains("hunter2"))
        }
    }

    private static let storage = """
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 16Mi}}}
        ---
        apiVersion: cdi.kubevirt.io/v1beta1
        kind: DataVolume
        metadata: {name: blank}
        spec: {source: {blank: {}}, storage: {resources: {requests: {storage: 8Mi}}}}
        """

    private func storage(_ host: TinyHost) throws -> Fixture {
        try host.fixture(
            modules: ["virtio_blk", "virtio_scsi", "sd_mod", "virtiofs"],
            spec: """
                domain:
                  devices:
                    autoattachGraphicsDevice: false
                    autoattachPodInterface: false
                    disks:
                      - {name: claim, disk: {bus: virtio}, serial: CLAIM}
                      - {name: filled, disk: {bus: virtio}, serial: FILLED}
                      - {name: beside, disk: {bus: virtio}, serial: BESIDE}
                      - {name: own, disk: {bus: scsi}, serial: OWN}
                    tpm: {persistent: true}
                  firmware: {kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}}
                  memory: {guest: 128Mi}
                volumes:
                  - {name: claim, persistentVolumeClaim: {claimName: data}}
                  - {name: filled, dataVolume: {name: blank}}
                  - {name: beside, ephemeral: {persistentVolumeClaim: {claimName: golden}}}
                  - {name: own, hostDisk: {path: \(host.scratch("own.img")), type: DiskOrCreate, capacity: 4Mi}}
                """, documents: Self.storage)
    }

    /// What is at the beginning of each disk.
    private static let read = """
        for disk in /dev/vd? /dev/sd?; do echo "$(cat /sys/block/$(basename $disk)/size) $(head -c 4 $disk | tr '\\0' .)"; done
        """
    private static let write = """
        for disk in /dev/vd? /dev/sd?; do printf kept | dd of=$disk conv=notrunc,fsync 2>/dev/null; done
        """

    @Test(
        "claims and disks of the host outlive a machine, what lies beside a claim does not, and a claim is one machine's",
        .requires(.program("swtpm")))
    func claims() async throws {
        let host = try await TinyHost()
        let fixture = try storage(host)
        let missing = try await #require(throws: MachineError.self) {
            _ = try await host.provider.create(fixture, options: MachineOptions(), timeline: Timeline())
        }
        #expect(missing.message.contains("spec.volumes[2].ephemeral.persistentVolumeClaim.claimName"), "\(missing)")
        #expect(missing.message.contains("mayfly claim create golden"), "\(missing)")

        try await host.provider.claims.create("golden", size: 2 << 20)
        try await host.withMachine(fixture) { machine in
            let empty = ["32768 ....", "16384 ....", "4096 ....", "8192 ...."]
            let read = try await machine.says(Self.read).split(separator: "\n").map(String.init)
            #expect(read == empty)
            _ = try await machine.says(Self.write)
            #expect(try await machine.says("cat /sys/class/tpm/tpm0/tpm_version_major") == "2\n")
            let claims = host.provider.claims.claims()
            #expect(claims.map(\.name) == ["blank", "data", "golden", "persistent-state-for-volumes"])
            #expect(!claims.contains { !$0.isInUse })

            let second = try await #require(throws: MachineError.self) {
                _ = try await host.provider.create(fixture, options: MachineOptions(), timeline: Timeline())
            }
            #expect(second.message.contains("spec.volumes[0].persistentVolumeClaim.claimName"), "\(second)")
            #expect(second.message.contains("in use by another machine"), "\(second)")
            await #expect(throws: MachineError.self) { try await host.provider.claims.remove("data") }
        }
        let state = host.provider.claims.path("persistent-state-for-volumes", in: nil) + "/tpm/tpm2"
        #expect(!FileSystem.names(in: state).isEmpty, "the TPM's state is kept in the claim")

        try await host.withMachine(fixture) { machine in
            let kept = ["32768 kept", "16384 kept", "4096 ....", "8192 kept"]
            let read = try await machine.says(Self.read).split(separator: "\n").map(String.init)
            #expect(read == kept)
        }
        try await host.provider.claims.remove("data")
        #expect(!host.provider.claims.exists("data", in: nil))
    }

    @Test("a directory of a config map is seen by virtiofs", .requires(.sharing))
    func shared() async throws {
        let host = try await TinyHost()
        let fixture = try host.fixture(
            modules: ["virtiofs"],
            spec: """
                domain:
                  devices:
                    autoattachGraphicsDevice: false
                    autoattachPodInterface: false
                    filesystems: [{name: tree, virtiofs: {}}]
                  firmware: {kernelBoot: {kernelArgs: console=ttyS0 quiet cryptomgr.notests no_timer_check}}
                  memory: {guest: 128Mi}
                volumes: [{name: tree, configMap: {name: settings}}]
                """, documents: Self.documents)
        // Of this machine: other tests have machines of their own that share directories meanwhile.
        let servers = { (run: String) in
            ProcessTable.processes { words in
                (words.first ?? "").hasSuffix("virtiofsd")
                    && words.contains { $0.contains(host.provider.host.directories.machine(run) + "/") }
            }.filter(\.isAlive)
        }
        let run = try await host.withMachine(fixture) { machine in
            let shown = try await machine.says("mkdir /m; mount -t virtiofs tree /m; cat /m/colour.txt; ls /m")
            #expect(shown == "greenbytes.bin\ncolour.txt\n")
            #expect(servers(machine.id).count == 1)
            return machine.id
        }
        // They are ended before a machine's deletion returns.
        #expect(servers(run).isEmpty)
    }
}
