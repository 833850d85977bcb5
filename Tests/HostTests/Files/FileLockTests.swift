import Host
import Testing

@Suite struct FileLockTests {
}
