import Testing
import Verdicts

@Suite struct NothingToBootTests {
    @Test(
        "firmware that found nothing says so in its own words",
        arguments: [
            "Booting from Hard Disk...\nBoot failed: could not read the boot disk\n\nNo bootable device.\n",
            "BdsDxe: failed to load Boot0001 \"UEFI Misc Device\": Not Found\nBdsDxe: No bootable option or device was found.\n",
            "\u{1B}[2J\u{1B}[01;01H\u{1B}[0m\u{1B}[37m\u{1B}[40mUEFI Interactive Shell v2.2\nEDK II\n",
            "Press ESC in 1 seconds to skip startup.nsh or any other key to continue.\n\u{1B}[33mShell> ",
            "error: no such partition.\nEntering rescue mode...\ngrub rescue> ",
        ])
    func firmware(text: String) {
        #expect(verdicts(text).map(\.kind) == [.nothingToBoot])
    }

    @Test("one device that failed is not the end of the search")
    func continues() {
        let text = """
            Boot failed: could not read the boot disk
            BdsDxe: failed to load Boot0001 "UEFI Misc Device" from PciRoot(0x0)/Pci(0x3,0x0): Not Found
            BdsDxe: starting Boot0002 "UEFI Misc Device 2"

            """
        #expect(summary(text).isEmpty)
    }
}
