import FoundationEssentials
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

extension FeaturedDebianMachineTests {
    /// The machine itself, and its devices that are no disks.
    @Suite("the machine")
    struct HardwareMachineTests {
        private func says(_ script: String) async throws -> String { try await FeaturedDebianMachineTests.says(script) }

        @Test("two sockets of one core")
        func topology() async throws {
            let text = try await says("LC_ALL=C lscpu")
            func value(_ name: String) -> Substring? {
                text.split(separator: "\n").first { $0.hasPrefix(name) }?.split(separator: " ").last
            }
            #expect(value("Socket(s):") == "2" && value("Core(s) per socket:") == "1", "\(text)")
            #expect(value("Thread(s) per core:") == "1" && value("CPU(s):") == "2", "\(text)")
        }

        @Test("one gibibyte of memory")
        func memory() async throws {
            let kibibytes = try #require(Int(try await says("awk '/^MemTotal/ {print $2}' /proc/meminfo").dropLast()))
            #expect(kibibytes > 900 << 10 && kibibytes <= 1 << 20)
        }

        @Test("what SMBIOS tells: the manufacturer, the serial and the identifier, and the chassis")
        func smbios() async throws {
            let names =
                "sys_vendor product_family product_serial product_uuid chassis_vendor chassis_serial chassis_asset_tag"
            let values = try await says("cd /sys/class/dmi/id && cat \(names)").split(separator: "\n")
            #expect(
                values == [
                    "KubeVirt", "KubeVirt", "mayfly-0001", "3c2f6a10-5b7e-4c39-9d35-20c5e4a1b7d8", "Ephemera", "CH-7",
                    "shelf-3",
                ])
        }

        @Test("a clock that is two days ahead")
        func clock() async throws {
            let there = try #require(Double(try await says("date +%s").dropLast()))
            let ahead = there - Date().timeIntervalSince1970
            // As far off as a loaded host may be late in asking.
            #expect(abs(ahead - 172_800) < 600, "\(ahead)")
        }

        @Test("UEFI and its variables")
        func efi() async throws {
            #expect(try await says("ls /sys/firmware/efi/efivars | grep -c '^Boot0'; true") != "0\n")
        }

        @Test("a TPM 2.0, which draws random numbers")
        func tpm() async throws {
            #expect(try await says("cat /sys/class/tpm/tpm0/tpm_version_major; ls /dev/tpm0") == "2\n/dev/tpm0\n")
            // TPM2_GetRandom of eight bytes, and the answer's length.
            let command = #"printf '\200\001\0\0\0\014\0\0\001\173\0\010' >&3; head -c 20 <&3 | wc -c"#
            #expect(try await says("exec 3<>/dev/tpm0; \(command)") == "20\n")
        }

        @Test("a source of random numbers")
        func rng() async throws {
            #expect(try await says("cat /sys/class/misc/hw_random/rng_available").contains("virtio_rng"))
            #expect(try await says("head -c 32 /dev/hwrng | wc -c") == "32\n")
        }

        @Test("its network card by its address, and its ports from this host")
        func network() async throws {
            #expect(try await says("cat /sys/class/net/e*/address") == "02:6d:66:00:00:01\n")
            let machine = try SharedMachine.current
            let port = try await machine.hostPort(of: 8000)
            let other = try await machine.hostPort(of: 22)
            #expect(port != other && port > 0)
            let error = try await #require(throws: MachineError.self) { try await machine.hostPort(of: 9000) }
            #expect(error.code == .unsupported && error.message.contains("ports"), "\(error)")
        }

        @Test("the watchdog, a sound card, a tablet and the panic device")
        func devices() async throws {
            #expect(
                try await says("modprobe i6300esb; cat /sys/class/watchdog/watchdog0/identity; rmmod i6300esb")
                    == "i6300ESB timer\n")
            #expect(try await says("cat /sys/bus/pci/devices/*/class").contains("0x040300"))
            #expect(try await says("cat /proc/bus/input/devices").contains("QEMU USB Tablet"))
            #expect(try await says("ls -d /sys/bus/acpi/devices/QEMU0001*").hasPrefix("/sys/bus/acpi"))
        }

        @Test("Ignition's configuration, as firmware tells it")
        func ignition() async throws {
            #expect(
                try await says("modprobe qemu_fw_cfg; cat /sys/firmware/qemu_fw_cfg/by_name/opt/com.coreos/config/raw")
                    == #"{"ignition":{"version":"3.4.0"}}"#)
        }

        @Test("the key and the password that access credentials gave its root")
        func credentials() async throws {
            try await SharedMachine.current.local.credentials?.value
            #expect(try await says("cat /root/.ssh/authorized_keys").contains("nobody@example"))
            #expect(
                try await says(
                    #"python3 -c 'import crypt,spwd; h=spwd.getspnam("root").sp_pwdp; print(crypt.crypt("hunter2",h)==h)' 2>&-"#
                )
                    == "True\n")
        }

        @Test("no trace of its host's secrets in what it was made of")
        func secrets() async throws {
            let machine = try SharedMachine.current
            #expect(try await !machine.manifest().contains("hunter2"))
        }
    }
}
