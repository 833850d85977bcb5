import MayflyXCTest
import XCTest

final class CaseTests: MachineTestCase {
    override class var machines: [MachineTrait] { [.machine(.remote)] }
    override class var requirements: [Requirement] { [.cluster] }

    func testIsSkippedWithoutACluster() { XCTFail("nobody has chosen a cluster") }
}
