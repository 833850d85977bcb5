import Testing
import Verdicts

@testable import Symbols

@Suite struct SymbolTableTests {
    private let table = SymbolTable(
        """
        ffffffff81000100 0000000000000030 T once
        ffffffff81000200 0000000000000030 t twin
        ffffffff81000300 0000000000000050 t twin
        ffffffff81000400 0000000000000030 t same
        ffffffff81000500 0000000000000030 t same
        ffffffff81000600 T assembly
        ffffffff82000000 0000000000000008 D once
        nonsense
        """)

    private func address(_ name: String, _ offset: UInt64, _ size: UInt64, _ role: StackFrame.Role) -> UInt64? {
        table.address(of: StackFrame(name, offset: offset, size: size, role: role))
    }

    @Test("a return address is looked up one byte before, a counter where it is")
    func roles() {
        #expect(address("once", 0x10, 0x30, .call) == 0xffff_ffff_8100_010f)
        #expect(address("once", 0x10, 0x30, .counter) == 0xffff_ffff_8100_0110)
        #expect(address("once", 0, 0x30, .call) == 0xffff_ffff_8100_0100)
    }

    @Test("of functions of one name the size tells which, and none is guessed")
    func twins() {
        #expect(address("twin", 1, 0x40, .counter) == 0xffff_ffff_8100_0201)
        #expect(address("twin", 1, 0x50, .counter) == 0xffff_ffff_8100_0301)
        #expect(address("same", 1, 0x30, .counter) == nil)
        #expect(address("once", 1, 0x20, .counter) == nil)
        #expect(address("none", 1, 0x20, .counter) == nil)
        #expect(address("assembly", 1, 0x10, .counter) == 0xffff_ffff_8100_0601)
    }
}
