package io.slsemu.emulator.async.aws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Services that take all, or nothing, as a test says. */
public final class FakeCourier implements Courier {
  private final List<Parcel> parcels = new ArrayList<>();
  private int tries;
  private @Nullable DeliveryException trouble;

  /** They are away for a while. */
  public void isAway() {
    trouble = DeliveryException.passing("nobody is there");
  }

  /** They want none of it. */
  public void refuses() {
    trouble = DeliveryException.lasting("there is no such queue");
  }

  public void isThere() {
    trouble = null;
  }

  public int tries() {
    return tries;
  }

  public List<Parcel> parcels() {
    return parcels;
  }

  @Override
  public void bring(String destination, Parcel parcel) throws DeliveryException {
    tries++;
    if (trouble != null) {
      throw trouble;
    }
    parcels.add(parcel);
  }
}
