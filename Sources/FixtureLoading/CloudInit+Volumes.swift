package import Fixtures
package import KubeVirt
import Seeds

extension Fixture {
    /// Why a guest would refuse or ignore what the template says to its cloud-init; empty when it would not.
    package func cloudInitCauses() -> [StatusCause] { template.spec.cloudInitCauses(at: "template.spec") }
}

extension VirtualMachineInstanceSpec {
    /// As above; `field` is the spec's own path.
    package func cloudInitCauses(at field: String) -> [StatusCause] {
        (volumes ?? []).enumerated().flatMap { index, volume -> [StatusCause] in
            let place = "\(field).volumes[\(index)]"
            return (volume.cloudInitNoCloud?.causes(.noCloud, at: place + ".cloudInitNoCloud") ?? [])
                + (volume.cloudInitConfigDrive?.causes(.configDrive, at: place + ".cloudInitConfigDrive") ?? [])
        }
    }
}

extension VirtualMachineInstanceSpec.CloudInitSource {
    fileprivate func causes(_ format: CloudInit.Format, at field: String) -> [StatusCause] {
        let data: CloudInit
        do throws(SeedError) {
            data = try CloudInit(
                format: format, userData: userData, userDataBase64: userDataBase64, networkData: networkData,
                networkDataBase64: networkDataBase64)
        } catch {
            // Admission tells of base64 that is none, and of data given twice.
            return []
        }
        return data.check(at: field)
    }
}
