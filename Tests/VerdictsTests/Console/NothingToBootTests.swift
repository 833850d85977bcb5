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
            "error: no such partition.\nEntering rescue mode...\ngrub rescue> ", "GNU GRUB  version 2.06\n\ngrub> ",
            "U-Boot 2023.01 (Jan 01 2023 - 00:00:00 +0000)\n\nHit any key to stop autoboot:  0 \n=> ",
            "OpenSBI v1.1\nDomain0 Next Address          : 0x0000000000000000\n",
            "SLOF **********\nTrying to load:  from: disk ... \nE3404: Not a bootable device!\n\nE3407: Load failed\n",
            "SLOF **********\n\nReady! \n0 > ", "! No IPL device available !\n", "No valid IPL device detected\n",
            "No zIPL section in IPL2 record.\nzIPL load failed.\nFailed to load OS from hard disk\n",
            "Exiting petitboot. Type 'exit' to return.\nYou may run 'pb-sos' to gather diagnostic data\n/ # ",
        ])
    func firmware(text: String) {
        #expect(verdicts(text).map(\.kind) == [.nothingToBoot])
    }

    @Test("a prompt or an address that says nothing without its firmware is none")
    func elsewhere() {
        let text = """
            => not a boot loader
            0 > 
            OpenSBI v1.1
            Domain0 Next Address          : 0x0000000080200000
            U-Boot 2023.01 (Jan 01 2023 - 00:00:00 +0000)
            Starting kernel ...

            [    0.000000] Booting Linux on hart 0

            """
        #expect(summary(text + "=> ").isEmpty)
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
