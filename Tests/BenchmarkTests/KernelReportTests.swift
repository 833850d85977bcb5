import Terminal
import Testing

@testable import mayfly_bench

struct KernelReportTests {
    private func report(virtme: KernelReport.Contest?) -> KernelReport {
        let host = HostReport(
            cores: 2, kernel: "6.1", qemu: "QEMU 7.2", libvirt: "9.0.0", build: "release", load: 0.5)
        // The host slowed down in the middle: by medians apart from each other we would add 200 %.
        let bare = KernelReport.Lines(fromCall: [1, 1, 3], fromKernel: [0.5, 0.5, 1])
        let ours = KernelReport.Lines(fromCall: [1.25, 3.75, 3.75], fromKernel: [0.5, 0.5, 1])
        return KernelReport(
            kernel: "6.1.0", accelerator: "tcg", host: host, bare: bare, ours: ours,
            initramfs: KernelReport.Initramfs(cold: [0.02], cached: [0.001]), directory: KernelReport.Initramfs(),
            virtme: virtme, loop: nil)
    }

    @Test("what we add is the median of the rounds' quotients, not the quotient of the medians")
    func added() {
        let report = report(virtme: nil)
        #expect(report.ratioFromCall == 1.25)
        #expect(report.ratioFromKernel == 1)
        #expect(report.text.contains("we add 25.0 % from the call, 0.0 % from the kernel's first line\n"))
        #expect(report.virtmeRatio == nil)
        #expect(!report.text.contains("times as long"))
    }

    @Test("virtme-ng is held against our boot in an initramfs and against the one on this host's root, each by rounds")
    func contest() throws {
        let contest = KernelReport.Contest(
            version: "virtme-ng 1.42", theirs: [8, 12, 10], ours: [2, 4, 2], oursOnRoot: [4, 6, 2.5])
        let report = report(virtme: contest)
        #expect(report.virtmeRatio == 4)
        #expect(report.virtmeRatioOnRoot == 2)
        #expect(
            report.text.hasSuffix(
                "virtme-ng 1.42 takes 4.0 times as long as we in an initramfs, 2.0 times as long as we on this host's root\n"
            ))
        let json = try JSONText.pretty(report)
        #expect(json.contains("\"virtmeRatioOnRoot\" : 2"))
    }
}
