package io.slsemu.emulator;

import static io.slsemu.fixtures.Requirement.AWS;
import static io.slsemu.fixtures.Requirement.GO;
import static io.slsemu.fixtures.Requirement.ROOT;

import io.slsemu.fixtures.Requires;

/** The AWS CLI on the path, version 1 in CI. */
@Requires({ROOT, AWS, GO})
class AwsCliTests extends AwsCliContract {
  AwsCliTests() {
    super("aws");
  }
}
