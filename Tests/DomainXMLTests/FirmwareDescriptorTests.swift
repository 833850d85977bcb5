import FoundationEssentials
import KubeVirt
import Testing

@testable import DomainXML

struct FirmwareDescriptorTests {
    private func descriptor(
        architecture: String = "x86_64", machines: String = "pc-q35-*", features: [String] = ["acpi-s3"],
        device: String = "flash", format: String = "raw"
    ) throws -> FirmwareDescriptor {
        let text = """
            {"description": "a test", "interface-types": ["uefi"], "tags": [],
             "mapping": {"device": "\(device)", "executable": {"filename": "/code", "format": "\(format)"},
                         "nvram-template": {"filename": "/vars", "format": "raw"}},
             "targets": [{"architecture": "\(architecture)", "machines": ["\(machines)"]}],
             "features": [\(features.map { "\"\($0)\"" }.joined(separator: ", "))]}
            """
        return try JSONDecoder().decode(FirmwareDescriptor.self, from: Data(text.utf8))
    }

    private let plain = FirmwareNeed(architecture: .amd64, secureBoot: false)
    private let secure = FirmwareNeed(architecture: .amd64, secureBoot: true)
    private let enrolled = ["requires-smm", "secure-boot", "enrolled-keys"]

    @Test("a firmware fits machines of its types, with a version or without", arguments: ["q35", "pc-q35-7.2"])
    func machine(_ machine: String) throws {
        let descriptor = try descriptor()
        #expect(descriptor.fits(plain, machine: machine))
        #expect(!descriptor.fits(secure, machine: machine))
        #expect(!descriptor.fits(.init(architecture: .arm64, secureBoot: false), machine: machine))
        #expect(
            descriptor.choice == FirmwareChoice(loader: "/code", template: "/vars", isSecure: false))
    }

    @Test("secure boot takes the firmware with the keys enrolled, and no other need does")
    func keys() throws {
        #expect(try descriptor(features: enrolled).fits(secure, machine: "q35"))
        #expect(try !descriptor(features: enrolled).fits(plain, machine: "q35"))
        #expect(try !descriptor(features: ["requires-smm", "secure-boot"]).fits(secure, machine: "q35"))
    }

    @Test("what is no flash, not raw or for other machines does not fit")
    func others() throws {
        #expect(try !descriptor(device: "memory").fits(plain, machine: "q35"))
        #expect(try !descriptor(format: "qcow2").fits(plain, machine: "q35"))
        #expect(try !descriptor(machines: "pc-i440fx-*").fits(plain, machine: "q35"))
        let arm = FirmwareNeed(architecture: .arm64, secureBoot: false)
        #expect(try descriptor(architecture: "aarch64", machines: "virt-*").fits(arm, machine: "virt"))
    }

    @Test(
        "this host's own descriptors have a firmware for each need, where ovmf is installed",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/share/OVMF"), "ovmf is not installed"))
    func host() throws {
        let directory = "/usr/share/qemu/firmware"
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        let all = try names.filter { $0.hasSuffix(".json") }.map {
            try JSONDecoder().decode(
                FirmwareDescriptor.self, from: Data(contentsOf: URL(filePath: directory + "/" + $0)))
        }
        for need in [plain, secure] {
            let files = try #require(all.first { $0.fits(need, machine: "q35") }?.choice)
            #expect(FileManager.default.fileExists(atPath: files.loader))
            #expect(FileManager.default.fileExists(atPath: files.template))
        }
    }
}
