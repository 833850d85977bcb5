import DomainXML
import KubeVirt
import Machines
import MayflyTestSupport
import Testing

@testable import LocalProvider

@Suite struct FirmwareTests {
    private let scratch = Scratch("firmware")

    private func descriptor(_ name: String, loader: String) -> String {
        """
        {"interface-types": ["uefi"], "mapping": {"device": "flash", "executable": {"filename": "\(loader)",
        "format": "raw"}, "nvram-template": {"filename": "\(loader).vars", "format": "raw"}},
        "targets": [{"architecture": "x86_64", "machines": ["pc-q35-*"]}], "features": []}
        """
    }

    private func found() throws(MachineError) -> FirmwareChoice {
        try Firmware.choice(
            for: FirmwareNeed(architecture: .amd64, secureBoot: false), machine: "q35",
            in: [scratch("etc"), scratch("usr")])
    }

    @Test func `the first descriptor whose files are there is taken, an administrator's before a package's`() throws {
        for name in ["50", "60"] {
            try scratch.write("\(name).fd", "")
            try scratch.write("\(name).fd.vars", "")
        }
        try scratch.write("usr/40.json", descriptor("40", loader: scratch("absent.fd")))
        try scratch.write("usr/50.json", descriptor("50", loader: scratch("50.fd")))
        try scratch.write("usr/45.json", "broken")
        #expect(try found().loader == scratch("50.fd"))
        try scratch.write("etc/50.json", descriptor("50", loader: scratch("60.fd")))
        #expect(
            try found()
                == FirmwareChoice(loader: scratch("60.fd"), template: scratch("60.fd.vars"), isSecure: false))
    }

    @Test func `a host without any says which package has one`() {
        let error = #expect(throws: MachineError.self) { try found() }
        #expect(error?.message.contains("package ovmf") ?? false)
    }
}
