import Conformance
import Glibc
import YAML

/// What a file of KubeVirt's answers is about.
enum SampleKind: String, CaseIterable {
    /// Verdicts: a VMI, or its spec, with whether it is allowed and the causes when not.
    case admission
    /// Conversions: a VMI and what the converter knew of the host, with the domain XML.
    case domain

    /// KubeVirt's answer in a line beside ours.
    func comparison(in line: Node, place: String) -> Comparison {
        do throws(YAMLError) {
            switch self {
            case .admission: return AdmissionSample.comparison(in: line, place: place)
            case .domain:
                let sample = try YAMLDecoder().decode(DomainSample.self, from: line, file: place)
                return DomainConformance.comparison(of: sample, place: place)
            }
        } catch {
            return .differs("\(error)")
        }
    }
}

/// KubeVirt's answers, one a line, held against ours.
func agreement(_ kind: SampleKind, path: String) throws(YAMLError) -> Agreement {
    guard let file = fopen(path, "r") else {
        let reason = String(cString: strerror(errno))
        throw YAMLError(.init(.unreadable, "cannot be opened: \(reason); check the path", file: path))
    }
    defer { fclose(file) }
    let stream = DocumentStream(file: path) { () throws(YAMLError) in
        let bytes = [UInt8](unsafeUninitializedCapacity: 64 << 10) { buffer, count in
            count = fread(buffer.baseAddress, 1, buffer.count, file)
        }
        guard ferror(file) == 0 else { throw YAMLError(.init(.unreadable, "cannot be read", file: path)) }
        return bytes
    }
    var agreement = Agreement()
    while let line = try stream.next() {
        let place = "\(path):\(line.mark?.line ?? 0)"
        agreement.add(kind.comparison(in: line, place: place), place: place)
    }
    return agreement
}
